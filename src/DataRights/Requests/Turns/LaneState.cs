namespace DataRights.Requests.Turns;

/// <summary>How much of a connection, or of a queue's workers, is taken just now. Where only large runs are counted, the limit is null.</summary>
public sealed record LaneState(string Name, int? Limit, int Held, int MostLarge, int Large);
