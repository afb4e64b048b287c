using System.Buffers.Text;
using System.Text;
using DataRights.Deletion;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Tests.Requests;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Deletion.Receipts;

/// <summary>A receipt as the system issues it, with its ledger, keys and opening.</summary>
internal sealed class IssuedReceipt
{
    public const string Id = "019ca945-0a00-7600-a4f6-fa909d2c3c63";

    private IssuedReceipt()
    {
        Store = new(Clock);
        Ledger = new(Store, Clock);
        Signer = new(new FixedKeyRing());
        Record = new()
        {
            Id = Id, Kind = RequestKind.Deletion, Status = RequestStatus.Running, LedgerReference = "a1", Received = Clock.GetUtcNow(), Due = Clock.GetUtcNow().AddDays(30),
            Version = 1, Epoch = 1, SubjectBinding = SubjectBinding.Hash(Opening),
        };
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryObjectStore Store { get; }

    public StoreLedger Ledger { get; }

    public KeyRingSigner Signer { get; }

    public SubjectOpening Opening { get; } = new(SubjectBinding.NewSalt(), new Dictionary<string, string> { ["user_id"] = "42", ["email"] = "ada@example.org" });

    public RequestRecord Record { get; set; }

    public byte[] File { get; private set; } = [];

    public JObject Json => JObject.Parse(Encoding.UTF8.GetString(File));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<IssuedReceipt> MakeAsync()
    {
        var made = new IssuedReceipt();
        await made.Ledger.AppendAsync("a1", "received", LedgerCodes.Received, new Dictionary<string, string>(), Token);
        await made.IssueAsync();
        return made;
    }

    public async Task IssueAsync(params IReceiptFacts[] contributors)
    {
        var state = new DeletionState
        {
            Outcomes = new Dictionary<string, IReadOnlyList<CollectionOutcome>> { ["erase:main"] = [new("users", 3, 2, 0, 1, [new(0, "tax records", 1, Clock.GetUtcNow(), Clock.GetUtcNow().AddYears(7), 0)])] },
            CheckedRows = 3,
            VerifiedAt = Clock.GetUtcNow(),
        };
        var issuer = new ReceiptIssuer(TestMap.Create(), Store, Ledger, Signer, contributors, Clock);
        File = await issuer.IssueAsync(Record, state, _ => Task.CompletedTask, Token);
    }

    public async Task<PublicKeySet> KeysAsync() => new(await Signer.PublicKeysAsync(Token));

    public async Task<ReceiptCheck> CheckAsync(byte[]? file = null, SubjectOpening? opening = null) => new ReceiptVerifier(await KeysAsync()).Check(file ?? File, opening);

    /// <summary>The file with one member changed, nothing else.</summary>
    public byte[] With(Action<JObject> change)
    {
        var json = Json;
        change(json);
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(JToken? text) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string)text!));
}
