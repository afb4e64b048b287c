namespace DataRights.Sources;

/// <summary>What an erasure did, committed together with it. <paramref name="Replayed"/>: it had been done before.</summary>
public sealed record ErasureOutcome(IReadOnlyList<CollectionOutcome> Collections, bool Replayed);
