namespace DataRights.Ledger;

/// <summary>What a link of any chain has.</summary>
internal interface IChainLink
{
    int Sequence { get; }

    string Previous { get; }

    string Hash { get; }
}
