namespace DataRights.Retention.Reports;

/// <summary>A kept column and how far it is coarsened, in the map's words.</summary>
public sealed record ReportedLevel(string Column, string Level);
