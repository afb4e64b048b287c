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
/// Writes the receipt of a deletion: what was deleted, anonymized, kept (with law and date) and detached, what was
/// checked, and what remains outside this system's reach. Counts and map names only.
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
        var collections = state.Outcomes.Values.SelectMany(o => o).GroupBy(o => o.Collection).Select(Collection).ToList();
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
                Deleted = collections.Sum(c => c.Deleted),
                Anonymized = collections.Sum(c => c.Anonymized),
                Retained = collections.Sum(c => c.Retained.Sum(r => r.Rows)),
                Detached = collections.Sum(c => c.Detached),
            },
            Verification = new { At = state.VerifiedAt, Checked = state.CheckedRows, Left = 0 },
            EarlierArchivesDestroyed = state.Archives.Count,
            RecoverableFromBackups = map.Sources.Where(s => s.Backups is not null).Select(s => new { Source = s.Name, Until = s.Backups!.Value.After(now) }),
            NotToldBySystem = map.Recipients.Select(r => new { r.Name, r.Purpose }),
            NotCovered = map.NotCovered.Select(n => new { n.What, Ground = n.Deletion }),
            Ledger = new { Reference = request.LedgerReference, Entries = chain.Count, Head = chain.Count > 0 ? chain[^1].Hash : null },
        };
        return Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(receipt, Format));
    }

    private CollectionReceipt Collection(IGrouping<string, CollectionOutcome> outcomes) => new(
        map.Collections.FirstOrDefault(c => c.Name == outcomes.Key)?.Source,
        outcomes.Key,
        outcomes.Sum(o => o.Deleted),
        outcomes.Sum(o => o.Anonymized),
        outcomes.Sum(o => o.Detached),
        [.. outcomes.SelectMany(o => o.Retained)]);

    private sealed record CollectionReceipt(string? Source, string Name, long Deleted, long Anonymized, long Detached, IReadOnlyList<RetainedRows> Retained);
}
