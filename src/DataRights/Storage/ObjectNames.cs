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

    public static string Archive(string id) => $"{Archives}{id}.zip";

    public static string RecipientsOf(string id) => $"{Recipients}{id}/";

    public static string Recipient(string id, string recipient) => $"{RecipientsOf(id)}{recipient}.json";

    public static string Circuit(string recipient) => $"{Circuits}{recipient}.json";

    public static string Receipt(string id) => $"{Receipts}{id}.json";
}
