using DataRights.Api.Access.Callers;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Api.Access;

/// <summary>
/// Which requests a caller may reach. Whoever may not reach one is told what is told of an id that no request has: the
/// person is resolved before the request is looked up, and a missing one is compared as one that is there.
/// </summary>
public sealed class RequestScope(DataMap map, ISubjectResolver resolver, ISubjectReferencer referencer, TimeProvider time)
{
    /// <summary>Says of a record, or of none, whether it is there for the caller.</summary>
    public async ValueTask<Func<RequestRecord?, bool>> OfAsync(ApiCaller caller, CancellationToken cancellationToken) => caller switch
    {
        ServiceCaller => record => record is not null,
        SubjectCaller subject => Of(await ReferencesAsync(subject, cancellationToken)),
        SecretCaller holder => record => StatusSecret.Opens(holder.Secret, record, time.GetUtcNow()),
        _ => _ => false,
    };

    private static Func<RequestRecord?, bool> Of(IReadOnlyList<string> references) =>
        record => record?.SubjectReference is { } reference && references.Contains(reference, StringComparer.Ordinal);

    /// <summary>None for a person who is not found (any more): nothing can be theirs then.</summary>
    private async Task<IReadOnlyList<string>> ReferencesAsync(SubjectCaller subject, CancellationToken cancellationToken) =>
        await resolver.ResolveAsync(IdentifierReader.Read(map, subject.Identifiers), cancellationToken) is { } root ? referencer.References(root) : [];
}
