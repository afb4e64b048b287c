namespace DataRights.Deletion.Holds;

/// <summary>Where a hold stands. One that was released stays so; its reason coming up again is a new hold.</summary>
public enum HoldStatus
{
    /// <summary>It keeps what it covers, unless its end date has passed.</summary>
    Active,

    /// <summary>It keeps nothing any more.</summary>
    Released,
}
