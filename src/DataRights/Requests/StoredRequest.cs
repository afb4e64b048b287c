namespace DataRights.Requests;

/// <summary>A request as read, and the object version to name in the next conditional write.</summary>
public sealed record StoredRequest(RequestRecord Record, string Version);
