namespace DataRights.Requests.Turns;

/// <summary>Stops a run that has turned out to be large while there is no room among the large ones. It comes back later; nothing is wrong.</summary>
internal sealed class GiveWayException() : Exception("The run gives up its turn for now: it is large, and others are under way.");
