using System.Globalization;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace DataRights.Deletion.Receipts;

/// <summary>
/// Writes what the receipt of a deletion says, as JSON in lines. Counts, dates and map names only; nothing personal.
/// The keys are stable: one is added or its meaning changed only with a new <c>version</c>. Moments are ISO 8601 in UTC.
/// <list type="bullet">
/// <item><c>receipt</c> (<c>deletion</c>), <c>version</c>, <c>request</c>, <c>controller</c>, <c>received</c>, <c>completed</c>,
/// <c>graceWaived</c>, <c>map</c> (name and hash of the map that the request was finished by).</item>
/// <item><c>collections</c>: one entry for every collection that was looked at, in the map's order, also where nothing was
/// found: <c>source</c>, <c>name</c>, <c>located</c> = <c>deleted</c> + <c>anonymized</c> + rows of <c>retained</c> + <c>shared</c> + <c>held</c>;
/// <c>detached</c> counts other people's rows that pointed at deleted ones, <c>shared</c> rows that others have a part in and that
/// were let go of, <c>held</c> rows that a hold covers, and shared ones that
/// cannot be let go of because what ties them to the person is held. An entry of <c>retained</c> names the <c>law</c>,
/// the <c>rows</c>, the dates between which their time ends and how many have no date. <c>recoverableUntil</c> stands where
/// the store keeps deleted files for a while (soft delete): until then whoever runs it could bring them back.</item>
/// <item><c>totals</c> over the collections; <c>verification</c>: when every captured row and file was looked for again, how many
/// (<c>checked</c>), and how many were <c>left</c>.</item>
/// <item><c>earlierArchivesDestroyed</c>, <c>recoverableFromBackups</c>, <c>notToldBySystem</c> (recipients that the controller must
/// tell itself, GDPR Art. 19), <c>notCovered</c>, <c>ledger</c> (reference, entries and head of the chain before this receipt).</item>
/// <item>Since version 2: <c>recipients</c>, <c>held</c>, <c>mentions</c> and <c>notSearched</c> (<see cref="ReceiptFacts"/>), <c>subject</c> (the
/// <see cref="SubjectBinding"/>; not in receipts of requests from before there was one) and <c>ledger.anchor</c>: the day, the entry and
/// the hash by which the day's chain vouches for the request's.</item>
/// </list>
/// </summary>
public sealed class ReceiptBuilder(DataMap map)
{
    /// <summary>The version of what is written.</summary>
    public const int Version = 2;

    private static readonly JsonSerializerSettings Format = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        NullValueHandling = NullValueHandling.Ignore,
        DateFormatString = "yyyy-MM-dd'T'HH:mm:ssK",
        Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()) },
    };

    internal string Build(RequestRecord request, DeletionState state, ReceiptFacts facts, LedgerStamp stamp, DateTimeOffset now)
    {
        var collections = state.Outcomes.Values.SelectMany(o => o).GroupBy(o => o.Collection).OrderBy(o => Place(o.Key)).Select(Collection).ToList();
        var receipt = new
        {
            Receipt = "deletion",
            Version,
            Request = request.Id,
            Controller = new { map.Controller.Name, map.Controller.Contact, map.Controller.PolicyUrl, map.Controller.ComplaintTo },
            request.Received,
            Completed = now,
            GraceWaived = request is { GraceEnds: null, Replays: null },
            Map = new { map.Name, map.Hash },
            Collections = collections,
            Totals = new
            {
                Located = collections.Sum(c => c.Located),
                Deleted = collections.Sum(c => c.Deleted),
                Anonymized = collections.Sum(c => c.Anonymized),
                Retained = collections.Sum(c => c.Retained.Sum(r => r.Rows)),
                Detached = collections.Sum(c => c.Detached),
                Shared = collections.Sum(c => c.Shared),
                Held = collections.Sum(c => c.Held),
            },
            Verification = new { At = state.VerifiedAt, Checked = state.CheckedRows, Left = 0 },
            EarlierArchivesDestroyed = state.ArchivesDestroyed,
            RecoverableFromBackups = map.Sources.Where(s => s.Backups is not null).Select(s => new { Source = s.Name, Until = s.Backups!.Value.After(now) }),
            facts.Recipients,
            facts.Held,
            facts.Mentions,
            facts.NotSearched,
            NotToldBySystem = map.Recipients.Where(r => r.Source is null).Select(r => new { r.Name, r.Purpose }),
            NotCovered = map.NotCovered.Select(n => new { n.What, Ground = n.Deletion }),
            Subject = request.SubjectBinding is { } hash ? new { Binding = new { SubjectBinding.Algorithm, Hash = hash } } : null,
            Ledger = stamp,
        };
        return Write(receipt);
    }

    /// <summary>The text of a statement: UTF-8 when signed, indented, lines ended alike on every system.</summary>
    internal static string Write(object statement)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented })
        {
            JsonSerializer.Create(Format).Serialize(json, statement);
        }

        return text.ToString();
    }

    private CollectionReceipt Collection(IGrouping<string, CollectionOutcome> outcomes) => new(
        map.Collections.FirstOrDefault(c => c.Name == outcomes.Key)?.Source,
        outcomes.Key,
        outcomes.Sum(o => o.Located),
        outcomes.Sum(o => o.Deleted),
        outcomes.Sum(o => o.Anonymized),
        outcomes.Sum(o => o.Detached),
        outcomes.Sum(o => o.Shared),
        outcomes.Sum(o => o.Held),
        [.. outcomes.SelectMany(o => o.Retained)],
        outcomes.Max(o => o.RecoverableUntil));

    // What an older map knew by another name stands at the end.
    private int Place(string collection) =>
        map.Collections.Select((c, i) => (c.Name, Place: i)).Where(c => c.Name == collection).Select(c => c.Place).FirstOrDefault(int.MaxValue);

    private sealed record CollectionReceipt(string? Source, string Name, long Located, long Deleted, long Anonymized, long Detached, long Shared, long Held, IReadOnlyList<RetainedRows> Retained, DateTimeOffset? RecoverableUntil);
}
