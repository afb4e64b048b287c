namespace DataRights.Requests.Turns;

/// <summary>What a run asks for: one place in each of the lanes, all at once.</summary>
/// <param name="RequestId">Whose run it is.</param>
/// <param name="Since">Since when the request could have been worked; the oldest goes first, in whatever process it waited before.</param>
/// <param name="Lanes">The lanes it needs.</param>
/// <param name="IsLarge">Whether it is known to be large.</param>
internal sealed record TurnAsk(string RequestId, DateTimeOffset Since, IReadOnlyList<Lane> Lanes, bool IsLarge)
{
    public bool Precedes(TurnAsk other) =>
        Since != other.Since ? Since < other.Since : string.CompareOrdinal(RequestId, other.RequestId) < 0;
}
