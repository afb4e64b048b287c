using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>Runs every check that needs the whole map but no database. None stops at a fault that another one reports.</summary>
internal static class MapChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        IdentifierChecks.Run(map, findings);
        SourceChecks.Run(map, findings);
        CollectionChecks.Run(map, findings);
        ReferenceChecks.Run(map, findings);
        MembershipChecks.Run(map, findings);
        ReachChecks.Run(map, findings);
        PointingChecks.Run(map, findings);
        DeletionChecks.Run(map, findings);
        ProtectedChecks.Run(map, findings);
        ClockChecks.Run(map, findings);
        RetentionChecks.Run(map, findings);
        RecipientChecks.Run(map, findings);
        DeepSearchChecks.Run(map, findings);
        OtherPeopleChecks.Run(map, findings);
    }
}
