using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Tests.Requests;

/// <summary>Knows the person whose user id is even; nobody else.</summary>
internal sealed class TestResolver : ISubjectResolver
{
    public async Task<RootKey?> ResolveAsync(IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var id = identifiers.Single(i => i.Name == "user_id").Value;
        return (id[^1] - '0') % 2 == 0 ? new RootKey("users", Key.Of(id)) : null;
    }
}
