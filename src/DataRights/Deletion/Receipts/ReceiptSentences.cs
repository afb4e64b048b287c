using System.Globalization;
using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>Says a receipt's facts in plain English sentences, for people: as text, to be escaped by whoever puts it into a page.</summary>
public static class ReceiptSentences
{
    /// <summary>Who issued it, for which request, when.</summary>
    public static IReadOnlyList<string> Origin(JObject receipt) =>
    [
        $"{Text(receipt, "controller.name")} ({Text(receipt, "controller.contact")}) states that it has carried out the deletion that was asked for in request {Text(receipt, "request")}.",
        $"The request was received on {Moment(receipt, "received")} and the deletion was completed on {Moment(receipt, "completed")}{(Flag(receipt, "graceWaived") ? ", without a grace period" : "")}.",
    ];

    /// <summary>What was done, and that it was looked for again.</summary>
    public static IReadOnlyList<string> Done(JObject receipt) =>
    [
        $"{Count(receipt, "totals.located")} records were found: {Count(receipt, "totals.deleted")} were deleted, {Count(receipt, "totals.anonymized")} were anonymized and {Count(receipt, "totals.retained")} are retained.",
        .. Number(receipt, "totals.shared") > 0 ? [$"{Count(receipt, "totals.shared")} records belong to others as well: they stay, and what tied them to the person was removed."] : Array.Empty<string>(),
        .. Number(receipt, "totals.detached") > 0 ? [$"{Count(receipt, "totals.detached")} records of other people that pointed at deleted ones were detached from them."] : Array.Empty<string>(),
        $"Afterwards {Count(receipt, "verification.checked")} records and files were looked for again{(receipt.SelectToken("verification.at") is null ? "" : $" on {Moment(receipt, "verification.at")}")}; {Count(receipt, "verification.left")} were still there.",
        .. Number(receipt, "earlierArchivesDestroyed") > 0 ? [$"{Count(receipt, "earlierArchivesDestroyed")} archives from earlier requests were destroyed."] : Array.Empty<string>(),
    ];

    /// <summary>What remains, and where others come in; one sentence for each fact, none when there is nothing.</summary>
    public static IReadOnlyList<string> Remaining(JObject receipt) =>
    [
        .. Each(receipt, "collections").SelectMany(c => Each(c, "retained").Select(r => Retained(c, r))),
        .. Each(receipt, "held").Select(h => $"{Count(h, "rows")} records of {Text(h, "collection")} are kept under a legal hold ({Text(h, "reason")}){(h["reviewBy"] is null ? "" : $", which is reviewed by {Day(h, "reviewBy")}")}."),
        .. Each(receipt, "recipients").Select(Recipient),
        .. Each(receipt, "notToldBySystem").Select(r => $"{Text(r, "name")} is not told automatically: {Text(receipt, "controller.name")} tells this recipient itself (GDPR Article 19)."),
        .. Each(receipt, "mentions").Select(m => $"{Count(m, "rows")} records of other people in {Text(m, "collection")} mention an identifier in {Text(m, "column")}; they were left as they are."),
        .. Each(receipt, "notSearched").Select(NotSearched),
        .. Each(receipt, "collections").Where(c => c["recoverableUntil"] is not null).Select(c => $"Deleted files of {Text(c, "name")} can be recovered by whoever runs the store until {Day(c, "recoverableUntil")}."),
        .. Each(receipt, "recoverableFromBackups").Select(b => $"Backups of {Text(b, "source")} may hold the data until {Day(b, "until")}."),
        .. Each(receipt, "notCovered").Select(n => $"Not part of this deletion: {Text(n, "what")}{(n["ground"] is null ? "" : $" ({Text(n, "ground")})")}."),
    ];

    /// <summary>What a supplement adds.</summary>
    public static IReadOnlyList<string> Added(JObject supplement) =>
    [
        .. Each(supplement, "recipients").Select(Recipient),
        .. Each(supplement, "deleted").Select(d => $"{Count(d, "rows")} records of {Text(d, "collection")} that were kept before {Ended(d)} on {Moment(d, "at")} ({Text(d, "reason")})."),
    ];

    private static string NotSearched(JObject fact) => Text(fact, "reason") switch
    {
        "rows" => $"{Text(fact, "column")} of {Text(fact, "collection")} was searched for identifiers in a part of its rows only.",
        "time" => $"{Text(fact, "column")} of {Text(fact, "collection")} was not searched for identifiers to its end: it took too long.",
        "plain" => $"The {Text(fact, "identifier")} was not searched for in texts: it is too short or too plain to be told from other words.",
        _ => $"The {Text(fact, "identifier")} was not searched for in texts: it was not known any more.",
    };

    // What a hold kept is treated as the receipt says of its collection, which is not always deletion.
    private static string Ended(JObject fact) => Text(fact, "reason") == "hold-ended" ? "were deleted, anonymized or let go of as promised" : "were deleted";

    private static string Recipient(JObject fact) => Text(fact, "status") switch
    {
        "confirmed" => $"{Text(fact, "name")} was told{(fact["told"] is null ? "" : $" on {Moment(fact, "told")}")} and confirmed on {Moment(fact, "confirmed")} that it has deleted.",
        "refused" => $"{Text(fact, "name")} was told{(fact["told"] is null ? "" : $" on {Moment(fact, "told")}")} and refused to delete.",
        _ when fact["told"] is null => $"{Text(fact, "name")} could not be reached yet; telling it goes on.",
        _ => $"{Text(fact, "name")} was told on {Moment(fact, "told")} and has not confirmed yet.",
    };

    /// <summary>A member's text; a question mark where there is none.</summary>
    public static string Text(JObject from, string path) => (string?)from.SelectToken(path) ?? "?";

    /// <summary>A member's number, grouped by thousands.</summary>
    public static string Count(JObject from, string path) => Number(from, path).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A member's moment in UTC, to the minute.</summary>
    public static string Moment(JObject from, string path) =>
        At(from, path) is { } at ? at.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture) : "an unknown day";

    /// <summary>The objects of a member that is a list; none where there is no such list.</summary>
    public static IEnumerable<JObject> Each(JObject from, string name) => (from[name] as JArray)?.OfType<JObject>() ?? [];

    private static string Day(JObject from, string path) =>
        At(from, path) is { } at ? at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "an unknown day";

    private static string Retained(JObject collection, JObject rows)
    {
        var until = At(rows, "latestUntil") is null ? "; they have no date yet and are looked at by the controller" : $" until {Day(rows, "latestUntil")} at the latest";
        return $"{Count(rows, "rows")} records of {Text(collection, "name")} are retained because of {Text(rows, "law")}{until}.";
    }

    private static long Number(JObject from, string path) => (long?)from.SelectToken(path) ?? 0;

    private static bool Flag(JObject from, string path) => (bool?)from.SelectToken(path) ?? false;

    private static DateTimeOffset? At(JObject from, string path) =>
        DateTimeOffset.TryParse((string?)from.SelectToken(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
