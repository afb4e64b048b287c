namespace DataRights.Mapping;

/// <summary>What an archive does with rows that references which own also lead from to another person's row (GDPR Art. 15(4)).</summary>
public enum SharedRows
{
    /// <summary>Shows them, as far as their columns say: a message is the sender's and the recipient's.</summary>
    Export,

    /// <summary>Leaves them out, and says how many: nobody can tell whose of the two they are.</summary>
    Withhold,
}
