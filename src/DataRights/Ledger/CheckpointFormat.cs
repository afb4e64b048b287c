using DataRights.Signing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Ledger;

/// <summary>Checkpoints as signed statements.</summary>
internal static class CheckpointFormat
{
    /// <summary>The header's <c>typ</c>.</summary>
    public const string Type = "data-rights-ledger-checkpoint+jws";

    private const int Version = 1;

    public static string Write(LedgerCheckpoint checkpoint, DateTimeOffset issued) => new JObject
    {
        ["checkpoint"] = "ledger",
        ["version"] = Version,
        ["issued"] = CanonicalJson.Time(issued),
        ["through"] = checkpoint.Through,
        ["sequence"] = checkpoint.Sequence,
        ["hash"] = checkpoint.Hash,
        ["days"] = checkpoint.Days,
        ["chains"] = checkpoint.Chains,
        ["entries"] = checkpoint.Entries,
    }.ToString(Formatting.Indented).ReplaceLineEndings("\n");

    /// <summary>The checkpoint, or what is wrong with it.</summary>
    public static (LedgerCheckpoint? Checkpoint, string? Fault) Read(ReadOnlyMemory<byte> file, string through, PublicKeySet keys)
    {
        var read = new SignedDocumentReader(keys).Read(file, Type);
        return read.Statement is not { } json ? (null, read.Fault!.Sentence)
            : (string?)json["checkpoint"] != "ledger" || (int?)json["version"] is not Version || (string?)json["hash"] is not { } hash ? (null, "What was signed is no checkpoint that this version knows.")
            : (string?)json["through"] != through ? (null, "It is the checkpoint of another day.")
            : (new(through, (int?)json["sequence"] ?? 0, hash, (int?)json["days"] ?? 0, (int?)json["chains"] ?? 0, (long?)json["entries"] ?? 0), null);
    }
}
