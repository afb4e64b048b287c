using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Deletion;

/// <summary>What the steps of a deletion work with.</summary>
public sealed record DeletionParts(
    DataMap Map, SourceSet Sources, IFootprintLocator Locator, IObjectStore Store, ILedger Ledger, CaptureStore Captures, EarlierRequests Earlier, TimeProvider Time)
{
    /// <summary>What tells recipients and the freeze hook; null where neither is done.</summary>
    public RecipientParts? Recipients { get; init; }
}
