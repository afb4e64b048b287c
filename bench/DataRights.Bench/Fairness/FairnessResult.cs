namespace DataRights.Bench.Fairness;

/// <summary>Small requests with and without large ones beside them, times in seconds, and how the large ones fared.</summary>
/// <param name="Case">What ran beside.</param>
/// <param name="Alone">Median, 95th and 99th percentile of the small ones' queue-to-done with nothing beside, before and after.</param>
/// <param name="Beside">The same beside the large ones.</param>
/// <param name="SmallBeside">How many small ones were done beside the large ones.</param>
/// <param name="LargeSeconds">How long the large ones took, each.</param>
/// <param name="MostLarge">The most large runs at once, by connection and queue.</param>
/// <param name="PeakBytes">The process's peak memory so far.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record FairnessResult(
    string Case,
    IReadOnlyList<double> Alone,
    IReadOnlyList<double> Beside,
    int SmallBeside,
    IReadOnlyList<double> LargeSeconds,
    IReadOnlyDictionary<string, int> MostLarge,
    long PeakBytes,
    IReadOnlyList<string> Findings);
