namespace DataRights.Sql.Erasing;

/// <summary>A pass over one work table in batches.</summary>
internal sealed record BulkStep(BulkStep.Kind What, string Collection, int Rule = 0)
{
    public enum Kind
    {
        /// <summary>Replaces columns of rows that stay.</summary>
        Replace,

        /// <summary>Cuts what ties shared rows to the person.</summary>
        Unlink,

        /// <summary>Deletes what goes.</summary>
        Delete,
    }
}
