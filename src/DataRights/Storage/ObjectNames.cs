namespace DataRights.Storage;

/// <summary>Where each kind of state lies in the object store.</summary>
public static class ObjectNames
{
    public const string Requests = "requests/";
    public const string Subjects = "subjects/";
    public const string History = "history/";
    public const string Idempotency = "idempotency/";
    public const string Work = "work/";
    public const string Archives = "archives/";
    public const string Receipts = "receipts/";
    public const string LedgerChains = Ledger + "requests/";
    public const string LedgerDays = Ledger + "days/";
    public const string LedgerCheckpoints = Ledger + "checkpoints/";
    public const string Webhooks = "webhooks/";

    /// <summary>How far recipients have been told of deletions.</summary>
    public const string Recipients = "recipients/";

    /// <summary>Recipients that have failed of late.</summary>
    public const string Circuits = "circuits/";

    /// <summary>All of the ledger; it may lie in a container of its own.</summary>
    public const string Ledger = "ledger/";

    /// <summary>In a witness's store: the heads of day chains.</summary>
    public const string Heads = "heads/";
    public const string Queues = "queues/";

    /// <summary>When each source's schema was last compared with the map, and what was found.</summary>
    public const string Drift = "drift/";
    /// <summary>Where each database stood by its own count when it was last written to.</summary>
    public const string Epochs = "epochs/";

    /// <summary>What a replay of deletions after a restore needs; with a witness they lie in its store.</summary>
    public const string Tombstones = "tombstones/";

    /// <summary>The keys of tombstones, one a month.</summary>
    public const string TombstoneKeys = "tombstone-keys/";
    public const string Replays = "replays/";

    /// <summary>When retained rows are to be looked at, by day.</summary>
    public const string Retained = "retained/";

    /// <summary>Legal holds, each under the reference of its person, or under <c>everybody</c>.</summary>
    public const string Holds = "holds/";

    /// <summary>Risk reports of retention rules, by rule and period.</summary>
    public const string Retention = "retention/";

    /// <summary>The request's record.</summary>
    public static string Request(string id) => $"{Requests}{id}.json";

    /// <summary>The open requests of one subject.</summary>
    public static string Subject(string reference) => $"{Subjects}{reference}.json";

    /// <summary>How far the request's changes of status have been delivered.</summary>
    public static string Webhook(string id) => $"{Webhooks}{id}.json";

    /// <summary>Says that the subject made the request; empty.</summary>
    public static string HistoryOf(string reference, string id) => $"{History}{reference}/{id}";

    /// <summary>Working data of a request; destroyed at its end.</summary>
    public static string WorkOf(string id, string name) => $"{Work}{id}/{name}";

    public static string DriftOf(string source) => $"{Drift}{source}.json";

    public static string Archive(string id) => $"{Archives}{id}.zip";

    /// <summary>A part of the request's archive, counted from 1.</summary>
    public static string Archive(string id, int part) => part == 1 ? Archive(id) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Archives}{id}-{part}.zip");

    public static string RecipientsOf(string id) => $"{Recipients}{id}/";

    public static string Recipient(string id, string recipient) => $"{RecipientsOf(id)}{recipient}.json";

    public static string Circuit(string recipient) => $"{Circuits}{recipient}.json";

    public static string Receipt(string id) => $"{Receipts}{id}.json";

    /// <summary>A supplement to the receipt, counted from 1.</summary>
    public static string Supplement(string id, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SupplementsOf(id)}{number}.json");

    /// <summary>What the names of all supplements to the receipt begin with.</summary>
    public static string SupplementsOf(string id) => $"{Receipts}{id}-";
    /// <summary>The count last seen in a database.</summary>
    public static string Epoch(string source) => $"{Epochs}{source}.json";

    /// <summary>The tombstone of a request, by the month (<c>yyyy-MM</c>) whose key seals it.</summary>
    public static string Tombstone(string month, string id) => $"{Tombstones}{month}/{id}.json";

    public static string TombstoneKey(string month) => $"{TombstoneKeys}{month}.json";

    public static string Replay(string id) => $"{Replays}{id}.json";

    /// <summary>The keys of rows that a deletion retained.</summary>
    public static string RetainedKeys(string keys, string name) => $"retained-keys/{keys}/{name}";

    /// <summary>What the names of all holds of a scope begin with.</summary>
    public static string HoldsOf(string scope) => $"{Holds}{scope}/";

    public static string Hold(string scope, string id) => $"{HoldsOf(scope)}{id}.json";

    /// <summary>What the names of all risk reports of a rule begin with.</summary>
    public static string RetentionReportsOf(string rule) => $"{Retention}{rule}/";

    /// <summary>The risk report of a period, by its first day (<c>yyyy-MM-dd</c>).</summary>
    public static string RetentionReport(string rule, string first) => $"{RetentionReportsOf(rule)}{first}.json";
}
