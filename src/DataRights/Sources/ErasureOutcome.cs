namespace DataRights.Sources;

/// <summary>What an erasure did, committed together with it. <paramref name="Replayed"/>: it had been done before.</summary>
public sealed record ErasureOutcome(IReadOnlyList<CollectionOutcome> Collections, bool Replayed)
{
    /// <summary>The collection of each page that <see cref="Erasure.KeepAsync"/> was given, by number.</summary>
    public IReadOnlyList<string> Late { get; init; } = [];

    /// <summary>The epoch of the run that did it.</summary>
    public long Epoch { get; init; }

    /// <summary>How many transactions it took.</summary>
    public int Batches { get; init; } = 1;

    /// <summary>How long the longest of them held its locks.</summary>
    public TimeSpan LongestBatch { get; init; }
}
