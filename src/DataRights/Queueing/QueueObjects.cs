using DataRights.Storage;

namespace DataRights.Queueing;

/// <summary>Where a queue's messages lie. The folder holds nothing else; poison lies in a folder beside it.</summary>
internal static class QueueObjects
{
    private const int MaxId = 150;

    public static string Folder(string queue) => $"{ObjectNames.Queues}{queue}/";

    public static string NameOf(string queue, QueueMessage message) => $"{Folder(queue)}{message.MessageId.Replace(':', '_')}.json";

    /// <summary>The message's id as its object's name gives it, for logs: the contents may not be trusted. At most 150 characters.</summary>
    public static string IdOf(string queue, string name)
    {
        var id = name[Folder(queue).Length..].Replace('/', '-');
        id = id.EndsWith(".json", StringComparison.Ordinal) ? id[..^5] : id;
        return id.Length <= MaxId ? id : id[..MaxId];
    }

    /// <summary>Bound to the contents, so that moving is idempotent and no poison replaces another.</summary>
    public static string PoisonOf(string queue, string name, string contentHash) =>
        $"{ObjectNames.Queues}{queue}-poison/{IdOf(queue, name)}-{contentHash[..16]}.json";

    public static void Check(string queue)
    {
        if (!ObjectNameRules.IsLegal(queue) || queue.Contains('/'))
        {
            throw new ArgumentException("A queue's name has ASCII letters, digits, '-', '_' and '.' only.", nameof(queue));
        }
    }

    public static bool IsLegalId(string? id) => id is { Length: <= 100 } && ObjectNameRules.IsLegal(id) && !id.Contains('/');
}
