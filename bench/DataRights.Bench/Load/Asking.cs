using DataRights.Requests;

namespace DataRights.Bench.Load;

/// <summary>Submits requests through the service as a head does, several at once: exports and deletions in turns, each of another person.</summary>
internal static class Asking
{
    private const int AtOnce = 4;

    public static async Task<IReadOnlyList<Asked>> SubmitAsync(IRequestService requests, IEnumerable<int> people, CancellationToken cancellationToken)
    {
        var asked = new System.Collections.Concurrent.ConcurrentBag<Asked>();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (person, token) =>
            asked.Add(await SubmitAsync(requests, person % 2 == 0 ? RequestKind.Access : RequestKind.Deletion, person, token)));
        return [.. asked];
    }

    public static async Task<Asked> SubmitAsync(IRequestService requests, RequestKind kind, int person, CancellationToken cancellationToken)
    {
        var identifiers = new Dictionary<string, string> { ["user_id"] = LoadPeople.UserId(person) };
        var result = await requests.SubmitAsync(new Submission(kind, identifiers, null, kind == RequestKind.Deletion), cancellationToken);
        return new Asked(result.Request.Id, kind, person);
    }
}
