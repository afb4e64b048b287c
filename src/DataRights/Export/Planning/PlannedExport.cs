namespace DataRights.Export.Planning;

/// <summary>What one collection brings into the archive.</summary>
/// <param name="Source">The source it lies in.</param>
/// <param name="Collection">Its name in the data map.</param>
/// <param name="Rows">Counted; 0 for files.</param>
/// <param name="Files">Counted; 0 for rows.</param>
/// <param name="Bytes">Of files the exact sum; of rows an estimate of their JSON, from the first of them.</param>
public sealed record PlannedExport(string Source, string Collection, long Rows, long Files, long Bytes);
