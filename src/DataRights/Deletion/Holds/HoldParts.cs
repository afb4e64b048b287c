using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Holds;

/// <summary>What placing, ending and looking after holds works with.</summary>
public sealed record HoldParts(DataMap Map, SourceSet Sources, RequestPorts Ports, IArchiveStore Archives, IRequestService Requests)
{
    internal HoldStore Store => new(Ports.Objects);

    internal HoldLedger Ledger => new(Ports.Ledger);

    internal HoldSeals Seals => new(Ports.Sealer);

    internal RequestDesk Desk => new(Ports, Archives);

    internal HoldEffects Effects => new(Store, Ledger, Desk, Ports.Objects, Map, Sources, Requests);
}
