namespace DataRights.Api.Access.Callers;

/// <summary>
/// Who calls, as the access policy has made sure of: a <see cref="ServiceCaller"/>, <see cref="SubjectCaller"/>,
/// <see cref="SecretCaller"/> or <see cref="AnonymousCaller"/>. <see cref="object.ToString"/> never shows who it is.
/// </summary>
public abstract record ApiCaller
{
    /// <summary>Whether the caller may see the parts of the health report, with their names.</summary>
    public virtual bool SeesParts => false;

    public sealed override string ToString() => GetType().Name;
}
