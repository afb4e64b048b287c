namespace DataRights.Subjects;

/// <summary>What keys are for; each purpose has keys of its own.</summary>
public static class KeyPurposes
{
    public const string SubjectReference = "subject-reference";
    public const string Sealing = "sealing";
    public const string Signing = "signing";

    /// <summary>Opens what account-settings pages put into the intake queue.</summary>
    public const string Intake = "intake";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SubjectReference, Sealing, Signing, Intake];
}
