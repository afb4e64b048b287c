using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>Which requests a subject has made: one empty object each, so that a deletion finds them without reading all requests of everybody.</summary>
internal sealed class SubjectHistory(IObjectStore objects)
{
    /// <summary>Notes the request. Idempotent.</summary>
    public Task NoteAsync(string reference, string requestId, CancellationToken cancellationToken) =>
        objects.TryWriteAsync(ObjectNames.HistoryOf(reference, requestId), ReadOnlyMemory<byte>.Empty, WriteCondition.IfAbsent, cancellationToken);

    /// <summary>The subject's requests, oldest first.</summary>
    public async IAsyncEnumerable<string> IdsAsync(string reference, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = ObjectNames.HistoryOf(reference, "");
        await foreach (var entry in objects.ListAsync(prefix, cancellationToken))
        {
            yield return entry.Name[prefix.Length..];
        }
    }
}
