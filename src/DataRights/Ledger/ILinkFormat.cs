using Newtonsoft.Json.Linq;

namespace DataRights.Ledger;

/// <summary>How one kind of link is written and read.</summary>
internal interface ILinkFormat<T>
    where T : IChainLink
{
    /// <summary>The canonical text without the hash.</summary>
    string Text(T link);

    /// <summary>The link with the hash that the line claims. May raise anything that <see cref="ChainReader"/> takes for a malformed line.</summary>
    T Parse(JObject json);
}
