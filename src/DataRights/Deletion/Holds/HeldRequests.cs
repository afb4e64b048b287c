using System.Runtime.CompilerServices;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion.Holds;

/// <summary>The requests that a hold concerns: those of its person, or for everybody those that are open.</summary>
internal sealed class HeldRequests(IObjectStore objects, RequestDesk desk)
{
    private const string Extension = ".json";

    public async IAsyncEnumerable<string> IdsAsync(Hold hold, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var reference in hold.Subjects)
        {
            await foreach (var id in desk.History.IdsAsync(reference, cancellationToken))
            {
                yield return id;
            }
        }

        if (hold.Subjects.Count > 0)
        {
            yield break;
        }

        await foreach (var entry in objects.ListAsync(ObjectNames.Subjects, cancellationToken))
        {
            foreach (var id in await desk.Claims.NamedAsync(entry.Name[ObjectNames.Subjects.Length..^Extension.Length], cancellationToken))
            {
                yield return id;
            }
        }
    }
}
