namespace DataRights.Api.Replays;

/// <summary>How many deletions there are of each verdict.</summary>
public sealed record ReplayCounts(int Replayed, int NothingThere, int RegisteredAgain, int DifferentPerson, int KeyDestroyed, int Unfinished, int RootUnknown);
