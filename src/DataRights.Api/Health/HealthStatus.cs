namespace DataRights.Api.Health;

/// <summary>Whether something answers.</summary>
public enum HealthStatus
{
    Up,
    Down,
}
