using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>
/// An object store apart from the one that holds the ledger, with credentials of its own and, in the cloud, under a policy
/// that lets nobody change what was written. Whoever rewrites the ledger cannot rewrite what the witness holds.
/// </summary>
public sealed record WitnessStore(IObjectStore Objects);
