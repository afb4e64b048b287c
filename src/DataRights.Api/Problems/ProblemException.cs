namespace DataRights.Api.Problems;

/// <summary>Ends a call with a problem.</summary>
public sealed class ProblemException(Problem problem) : Exception($"The call ends with the problem '{problem.Code}'.")
{
    public Problem Problem { get; } = problem;
}
