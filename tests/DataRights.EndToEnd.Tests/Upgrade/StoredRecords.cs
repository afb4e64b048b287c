using System.Text;
using DataRights.EndToEnd.Tests.Running;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.EndToEnd.Tests.Upgrade;

/// <summary>
/// Records as versions before this one wrote them, kept as text so that no change of the code changes them. Their seals
/// are made with the test's keys; everything else is as it lay in the store.
/// </summary>
internal static class StoredRecords
{
    /// <summary>An export from before there were transitions, status secrets and references of the client.</summary>
    public const string OldestExport =
        """
        {"schema":1,"id":"{id}","kind":"Access","status":"Queued","subjectReference":"{reference}","rootCollection":"users","sealedRootKey":"{root}","sealedIdentifiers":"{identifiers}","ledgerReference":"{ledger}","received":"2026-03-15T13:00:00+00:00","due":"2026-04-14T13:00:00+00:00","graceEnds":null,"started":null,"ended":null,"effectsBegan":null,"mapHash":null,"version":2,"epoch":0,"attempts":0,"nextAttempt":"2026-03-15T13:00:00+00:00","heartbeat":null,"steps":[],"checkpoint":null,"outcome":null,"findings":[],"archive":null,"receipt":null}
        """;

    /// <summary>A deletion in its grace period.</summary>
    public const string ScheduledDeletion =
        """
        {"schema":1,"id":"{id}","kind":"Deletion","status":"Scheduled","clientReference":null,"subjectReference":"{reference}","rootCollection":"users","sealedRootKey":"{root}","sealedIdentifiers":"{identifiers}","ledgerReference":"{ledger}","received":"2026-03-15T13:00:00+00:00","due":"2026-04-14T13:00:00+00:00","graceEnds":"2026-03-15T14:00:00+00:00","started":null,"ended":null,"effectsBegan":null,"mapHash":null,"version":2,"epoch":0,"attempts":0,"nextAttempt":"2026-03-15T14:00:00+00:00","heartbeat":null,"steps":[],"checkpoint":null,"outcome":null,"findings":[],"transitions":[{"seq":1,"status":"Scheduled","outcome":null,"at":"2026-03-15T13:00:00+00:00"}],"announced":false,"archive":null,"receipt":null,"statusSecretHash":"d792d345f22c0821c22d1b350d73905454e248f0972ccb93b520d203b6f30a02"}
        """;

    /// <summary>A deletion whose host was replaced after it had planned, before it wrote anything.</summary>
    public const string RunningDeletion =
        """
        {"schema":1,"id":"{id}","kind":"Deletion","status":"Running","clientReference":null,"subjectReference":"{reference}","rootCollection":"users","sealedRootKey":"{root}","sealedIdentifiers":"{identifiers}","ledgerReference":"{ledger}","received":"2026-03-15T13:00:00+00:00","due":"2026-04-14T13:00:00+00:00","graceEnds":null,"started":"2026-03-15T13:00:00+00:00","ended":null,"effectsBegan":null,"mapHash":"26f16e728d73d3f16d4b89561e3764b29dfbf5988b734b2eeeebeed9317e1e82","version":2,"epoch":1,"attempts":0,"nextAttempt":null,"heartbeat":"2026-03-15T13:00:00+00:00","steps":[{"name":"plan","at":"2026-03-15T13:00:00+00:00","counts":{"users":1}}],"checkpoint":"{\"Schema\":1,\"Chunks\":0,\"Outcomes\":{},\"CheckedRows\":0,\"VerifiedAt\":null,\"ArchivesDestroyed\":0}","outcome":null,"findings":[],"transitions":[{"seq":1,"status":"Queued","outcome":null,"at":"2026-03-15T13:00:00+00:00"},{"seq":2,"status":"Running","outcome":null,"at":"2026-03-15T13:00:00+00:00"}],"announced":false,"archive":null,"receipt":null,"statusSecretHash":"b3bb4c89dd0dbb55acd7217c7b8ec21e7ae96df3b9e22061604f5da494b20ba1"}
        """;

    private const string Claim = """{"schema":1,"open":[{"kind":"{kind}","requestId":"{id}"}],"running":null}""";

    /// <summary>Puts the record and the subject's claim into the store; returns the request's id.</summary>
    public static async Task<string> StoreAsync(EngineProcess process, Deployment deployment, string record, long person, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(deployment.Clock.GetUtcNow()).ToString("D");
        var identifiers = new[] { new Identifier("user_id", IdentifierType.Integer, FormattableString.Invariant($"{person}")) };
        var root = (await process.Get<ISubjectResolver>().ResolveAsync(identifiers, cancellationToken))!;
        var seals = process.Get<RequestSeals>();
        var reference = process.Get<ISubjectReferencer>().Reference(root);
        string Fill(string text) => text
            .Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{reference}", reference, StringComparison.Ordinal)
            .Replace("{root}", seals.SealRoot(id, root), StringComparison.Ordinal)
            .Replace("{identifiers}", seals.SealIdentifiers(id, identifiers), StringComparison.Ordinal)
            .Replace("{ledger}", Convert.ToHexStringLower(Guid.Parse(id).ToByteArray()), StringComparison.Ordinal)
            .Replace("{kind}", record == OldestExport ? "Access" : "Deletion", StringComparison.Ordinal);

        var store = process.Get<IObjectStore>();
        await store.TryWriteAsync(ObjectNames.Subject(reference), Encoding.UTF8.GetBytes(Fill(Claim)), WriteCondition.IfAbsent, cancellationToken);
        await store.TryWriteAsync(ObjectNames.Request(id), Encoding.UTF8.GetBytes(Fill(record)), WriteCondition.IfAbsent, cancellationToken);
        return id;
    }
}
