namespace DataRights.Mapping;

/// <summary>What deletion does to a row. The order is by strength: what remains of the row grows.</summary>
public enum Treatment
{
    /// <summary>The row is destroyed.</summary>
    Delete,

    /// <summary>The row stays with the declared columns replaced, so that it belongs to nobody.</summary>
    Anonymize,

    /// <summary>A law asks for the row until a date; the declared columns are replaced at once.</summary>
    Retain,

    /// <summary>The row is other people's too and stays: only what ties it to the person is cut, and declared columns are replaced.</summary>
    Detach,
}
