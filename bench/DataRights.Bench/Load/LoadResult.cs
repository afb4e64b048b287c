namespace DataRights.Bench.Load;

/// <summary>What a load run measured. Times in seconds.</summary>
internal sealed record LoadResult(
    int Requests,
    double SubmitSeconds,
    double WorkSeconds,
    double CpuSeconds,
    long PeakBytes,
    IReadOnlyList<double> QueueToDone,
    IReadOnlyList<double> RunSeconds,
    IReadOnlyDictionary<string, double> StoreCalls,
    IReadOnlyList<string> Findings);
