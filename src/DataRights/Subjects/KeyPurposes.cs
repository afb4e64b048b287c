namespace DataRights.Subjects;

/// <summary>What keys are for; each purpose has keys of its own.</summary>
public static class KeyPurposes
{
    public const string SubjectReference = "subject-reference";
    public const string Sealing = "sealing";
    public const string Signing = "signing";
}
