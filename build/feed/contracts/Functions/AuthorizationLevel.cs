namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key the platform asks for before it calls an HTTP function.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
