using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Knows people by their address. The first of them is the one whom <see cref="FakeRequests"/> makes requests for.</summary>
internal sealed class FakePeople : ISubjectResolver, ISubjectReferencer
{
    public const string Ada = "ada@example.org";
    public const string Bob = "bob@example.org";
    public const string AdasReference = "s1_reference";

    /// <summary>The current key version; references of earlier ones are known still.</summary>
    public int KeyVersion { get; set; } = 1;

    public int Asked { get; private set; }

    public static IReadOnlyDictionary<string, string> Person(string email) => new Dictionary<string, string> { ["email"] = email };

    public Task<RootKey?> ResolveAsync(IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(identifiers.Select(i => i.Value).Distinct().ToList() switch
        {
            [Ada or Bob] => new RootKey("users", new Key([identifiers[0].Value])),
            [_] => null,
            _ => throw new RequestRefusedException("subject-contradicts", "They are two.", "/identifiers"),
        });
    }

    public string Reference(RootKey root) => References(root)[0];

    public IReadOnlyList<string> References(RootKey root) =>
        [.. Enumerable.Range(1, KeyVersion).Reverse().Select(v => $"s{v}_{(root.Key.Values[0] == Ada ? "reference" : "other")}")];
}
