namespace DataRights.Mapping;

/// <summary>A decision that a machine takes about people, with legal or similar effect (GDPR Art. 15(1)(h), 22): what it is, how it decides, and what that means for them.</summary>
public sealed record AutomatedDecision(string What, string Logic, string Consequences);
