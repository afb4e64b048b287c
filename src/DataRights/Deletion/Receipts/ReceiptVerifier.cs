using System.Security.Cryptography;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Subjects;
using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>Checks receipts and what goes with them offline, from files alone. Never raises for what a file holds.</summary>
public sealed class ReceiptVerifier(PublicKeySet keys)
{
    private readonly SignedDocumentReader reader = new(keys);

    /// <summary>Checks the signature, and with an opening also whose the receipt is.</summary>
    public ReceiptCheck Check(ReadOnlyMemory<byte> file, SubjectOpening? opening = null)
    {
        var read = reader.Read(file, ReceiptIssuer.Type);
        return read.Statement is not { } statement ? new(null, null, [read.Fault!.Sentence])
            : !IsOurs(statement) ? new(null, null, ["The signature holds, but what was signed is no receipt of a deletion that this version knows."])
            : new(statement, read.KeyId, opening is null || Opens(opening, statement) is not { } wrong ? [] : [wrong]);
    }

    /// <summary>Checks a supplement: its signature, and that it is one to that very receipt, the file as it was downloaded.</summary>
    public ReceiptCheck CheckSupplement(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte> receipt)
    {
        var read = reader.Read(file, ReceiptSupplements.Type);
        return read.Statement is not { } statement ? new(null, null, [read.Fault!.Sentence])
            : (string?)statement["receipt"] != "supplement" || (int?)statement["version"] is not ReceiptSupplements.Version
                ? new(null, null, ["The signature holds, but what was signed is no supplement that this version knows."])
            : (string?)statement.SelectToken("supplementTo.sha256") != Convert.ToHexStringLower(SHA256.HashData(receipt.Span))
                ? new(statement, read.KeyId, ["It is a supplement to another receipt, or the receipt's file is not byte for byte as it was downloaded."])
            : new(statement, read.KeyId, []);
    }

    /// <summary>The place in the ledger that the receipt names; null when it names none.</summary>
    public static LedgerStamp? StampOf(JObject receipt) => receipt["ledger"] is JObject ledger
        && ledger["anchor"] is JObject anchor
        && (string?)ledger["reference"] is { } reference && (string?)ledger["head"] is { } head
        && (string?)anchor["day"] is { } day && (string?)anchor["hash"] is { } hash
            ? new(reference, (int?)ledger["entries"] ?? 0, head, new(day, (int?)anchor["sequence"] ?? 0, hash))
            : null;

    private static bool IsOurs(JObject statement) => (string?)statement["receipt"] == "deletion" && (int?)statement["version"] is ReceiptBuilder.Version;

    private static string? Opens(SubjectOpening opening, JObject receipt)
    {
        var binding = receipt.SelectToken("subject.binding") as JObject;
        return binding is null ? "The receipt is bound to nobody: it is of a request from before there were openings."
            : (string?)binding["algorithm"] != SubjectBinding.Algorithm || (string?)binding["hash"] is not { } hash ? "The receipt's binding is of a kind that this version does not know."
            : SubjectBinding.Opens(opening, hash) ? null
            : "The opening does not fit: the receipt is of another request or another person, or the salt or an identifier was altered.";
    }
}
