namespace CompExplain.Demo.Drawing;

/// <summary>What a spot of the picture is of.</summary>
internal enum Thing : byte
{
    None, Sky, Cloud, Sun, Moon, Bird,
    Sea, River, Lake,
    Mountain, Grass, Sand, Snow, Road, Pavement, Field, Rock, Pier,
    Broadleaf, Pine, Palm, Cactus, Flower,
    House, Skyscraper, Tower, Bridge, Fence, Crane, Streetlight,
    Sailboat, Ship, Car, Bus, Person, Umbrella, Cow, Sheep, Hay,
}
