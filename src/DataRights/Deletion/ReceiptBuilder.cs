using System.Text;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace DataRights.Deletion;

/// <summary>
/// Writes the receipt of a deletion as JSON (UTF-8, indented). Counts, dates and map names only; nothing personal.
/// The keys are stable: one is added or its meaning changed only with a new <c>version</c>. Moments are ISO 8601 in UTC.
/// <list type="bullet">
/// <item><c>receipt</c> (<c>deletion</c>), <c>version</c>, <c>request</c>, <c>controller</c>, <c>received</c>, <c>completed</c>,
/// <c>graceWaived</c>, <c>map</c> (name and hash of the map that the request was finished by).</item>
/// <item><c>collections</c>: one entry for every collection that was looked at, in the map's order, also where nothing was
/// found: <c>source</c>, <c>name</c>, <c>located</c> = <c>deleted</c> + <c>anonymized</c> + rows of <c>retained</c>;
/// <c>detached</c> counts other people's rows that pointed at deleted ones. An entry of <c>retained</c> names the <c>law</c>,
/// the <c>rows</c>, the dates between which their time ends and how many have no date. <c>recoverableUntil</c> stands where
/// the store keeps deleted files for a while (soft delete): until then whoever runs it could bring them back.</item>
/// <item><c>totals</c> over the collections; <c>verification</c>: when every captured row and file was looked for again, how many
/// (<c>checked</c>), and how many were <c>left</c>.</item>
/// <item><c>earlierArchivesDestroyed</c>, <c>recoverableFromBackups</c>, <c>notToldBySystem</c> (recipients that the controller must
/// tell itself, GDPR Art. 19), <c>notCovered</c>, <c>ledger</c> (reference, entries and head of the chain before this receipt).</item>
/// </list>
/// </summary>
public sealed class ReceiptBuilder(DataMap map)
{
    private static readonly JsonSerializerSettings Format = new()
    {
        Formatting = Formatting.Indented,
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        NullValueHandling = NullValueHandling.Ignore,
        DateFormatString = "yyyy-MM-dd'T'HH:mm:ssK",
        Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()) },
    };

    internal byte[] Build(RequestRecord request, DeletionState state, IReadOnlyList<LedgerEntry> chain, DateTimeOffset now)
    {
        var collections = state.Outcomes.Values.SelectMany(o => o).GroupBy(o => o.Collection).OrderBy(o => Place(o.Key)).Select(Collection).ToList();
        var receipt = new
        {
            Receipt = "deletion",
            Version = 1,
            Request = request.Id,
            map.Controller,
            request.Received,
            Completed = now,
            GraceWaived = request.GraceEnds is null,
            Map = new { map.Name, map.Hash },
            Collections = collections,
            Totals = new
            {
                Located = collections.Sum(c => c.Located),
                Deleted = collections.Sum(c => c.Deleted),
                Anonymized = collections.Sum(c => c.Anonymized),
                Retained = collections.Sum(c => c.Retained.Sum(r => r.Rows)),
                Detached = collections.Sum(c => c.Detached),
            },
            Verification = new { At = state.VerifiedAt, Checked = state.CheckedRows, Left = 0 },
            EarlierArchivesDestroyed = state.ArchivesDestroyed,
            RecoverableFromBackups = map.Sources.Where(s => s.Backups is not null).Select(s => new { Source = s.Name, Until = s.Backups!.Value.After(now) }),
            NotToldBySystem = map.Recipients.Where(r => r.Source is null).Select(r => new { r.Name, r.Purpose }),
            NotCovered = map.NotCovered.Select(n => new { n.What, Ground = n.Deletion }),
            Ledger = new { Reference = request.LedgerReference, Entries = chain.Count, Head = chain.Count > 0 ? chain[^1].Hash : null },
        };
        return Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(receipt, Format));
    }

    private CollectionReceipt Collection(IGrouping<string, CollectionOutcome> outcomes) => new(
        map.Collections.FirstOrDefault(c => c.Name == outcomes.Key)?.Source,
        outcomes.Key,
        outcomes.Sum(o => o.Located),
        outcomes.Sum(o => o.Deleted),
        outcomes.Sum(o => o.Anonymized),
        outcomes.Sum(o => o.Detached),
        [.. outcomes.SelectMany(o => o.Retained)],
        outcomes.Max(o => o.RecoverableUntil));

    // What an older map knew by another name stands at the end.
    private int Place(string collection) =>
        map.Collections.Select((c, i) => (c.Name, Place: i)).Where(c => c.Name == collection).Select(c => c.Place).FirstOrDefault(int.MaxValue);

    private sealed record CollectionReceipt(string? Source, string Name, long Located, long Deleted, long Anonymized, long Detached, IReadOnlyList<RetainedRows> Retained, DateTimeOffset? RecoverableUntil);
}
