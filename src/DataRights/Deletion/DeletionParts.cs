using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.Deletion.Replay;
using DataRights.Deletion.Retained;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Deletion;

/// <summary>What the steps of a deletion work with.</summary>
public sealed record DeletionParts(
    DataMap Map, SourceSet Sources, IFootprintLocator Locator, IObjectStore Store, ILedger Ledger, CaptureStore Captures, EarlierRequests Earlier, TimeProvider Time)
{
    /// <summary>Signs receipts. A deletion without one fails at its receipt.</summary>
    public ISigner? Signer { get; init; }

    /// <summary>What else goes into receipts.</summary>
    public IReadOnlyList<IReceiptFacts> ReceiptFacts { get; init; } = [];
    /// <summary>Notices restored databases; null where nobody looks.</summary>
    public RestoreWatch? Watch { get; init; }

    /// <summary>Where tombstones are written ahead; null where none are.</summary>
    public TombstoneStore? Tombstones { get; init; }

    /// <summary>Tells what may not be deleted; null where nothing is ever held.</summary>
    public HoldBook? Holds { get; init; }

    /// <summary>Keeps the keys of retained rows until their date; null where they are left for good.</summary>
    public RetainedStore? Retained { get; init; }

    /// <summary>Says what the person is known by, so that holds are found when retained rows are due; needed with <see cref="Retained"/>.</summary>
    public ISubjectReferencer? Referencer { get; init; }

    /// <summary>What tells recipients and the freeze hook; null where neither is done.</summary>
    public RecipientParts? Recipients { get; init; }
}
