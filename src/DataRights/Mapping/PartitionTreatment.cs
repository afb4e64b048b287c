namespace DataRights.Mapping;

/// <summary>What becomes of a partition of raw rows all of which are to be destroyed.</summary>
public enum PartitionTreatment
{
    /// <summary>Its rows are deleted, and it stays.</summary>
    Keep,

    /// <summary>It is dropped with its rows. PostgreSQL only.</summary>
    Drop,
}
