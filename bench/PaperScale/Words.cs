namespace CompExplain.Bench.PaperScale;

/// <summary>The names of the concepts: words of ADE20K's kind, and, beyond those, the same words with one before them.</summary>
internal static class Words
{
    /// <summary>Broden's colours, as its <c>label.csv</c> has them.</summary>
    public static readonly string[] Colors =
        ["black-c", "blue-c", "brown-c", "grey-c", "green-c", "orange-c", "pink-c", "purple-c", "red-c", "white-c", "yellow-c"];

    private const string IndoorScenes =
        "bedroom,living room,kitchen,bathroom,dining room,office,corridor,lobby,classroom,library,conference room,restaurant,"
        + "bar,hotel room,waiting room,"
        + "gymnasium,museum,theater,church,staircase,attic,basement,closet,playroom,nursery,laundromat,shop,bakery,supermarket,"
        + "bookstore,airport terminal,"
        + "subway station,warehouse,garage,workshop,laboratory,hospital room,dentists office,art studio,home office";

    private const string StreetScenes =
        "street,highway,alley,crosswalk,plaza,parking lot,gas station,skyscraper,building facade,house,mansion,"
        + "apartment building,hotel,school,castle,"
        + "tower,bridge,market,bus station,train station,construction site,downtown,village,courtyard,patio,driveway,roundabout,"
        + "shopping mall,stadium,palace";

    private const string NatureScenes =
        "mountain,forest path,field,park,garden,valley,hill,desert,canyon,pasture,orchard,vineyard,golf course,cliff,badlands,"
        + "rainforest,savanna,"
        + "picnic area,botanical garden,campsite,farm,yard,playground,glacier,ski slope,bamboo forest,corn field,wheat field,"
        + "cemetery,zoo";

    private const string WaterScenes =
        "coast,beach,river,lake,ocean,waterfall,harbor,swimming pool,pond,creek,islet,lighthouse,marsh,bayou,canal,dam,fishpond,"
        + "boardwalk,boathouse,hot spring";

    private const string IndoorThings =
        "bed,chair,table,cabinet,curtain,lamp,cushion,painting,sofa,shelf,desk,mirror,book,pillow,window,door,rug,armchair,"
        + "wardrobe,bathtub,sink,toilet,stove,"
        + "refrigerator,microwave,oven,television,computer,keyboard,clock,vase,plate,glass,bottle,bowl,coffee table,chandelier,"
        + "blind,stool,towel,basket,box,"
        + "fireplace,stairs,counter,bar,screen,washer,dishwasher,fan,sconce,tray,candle,teapot,toy,radiator,piano,bench,person,"
        + "plant,flower,food,pot,hood,ottoman";

    private const string StreetThings =
        "car,person,streetlight,signboard,bus,truck,van,traffic light,bicycle,motorbike,pole,awning,booth,flag,ashcan,bench,"
        + "railing,column,steps,van door,"
        + "poster,manhole,fire hydrant,hydrant sign,pot,plant,window,door,balcony,chimney,crane,scaffold,tower,fountain,"
        + "sculpture,stall,mailbox,umbrella,"
        + "table,chair,bag,dog,pigeon,lamp,banner,gate,arcade,clock,trailer,wheelbarrow";

    private const string NatureThings =
        "plant,flower,palm,bush,stone,trunk,person,animal,horse,cow,sheep,dog,bird,tent,bench,hay,windmill,barn,fence post,"
        + "tractor,gate,picnic table,swing,slide,"
        + "bridge,backpack,hat,tree stump,log,mushroom,deer,goat,elephant,giraffe,zebra,grave,wall lamp,snowboard,skis,kite";

    private const string WaterThings =
        "boat,ship,person,pier,buoy,umbrella,deck chair,towel,bird,duck,swan,fish,rock pile,lighthouse lamp,rope,canoe,sail,"
        + "surfboard,kayak,life ring,bridge,palm,"
        + "reed,waterlily,net,crate,oar,dock,wharf,seagull";

    private const string PartWords =
        "head,leg,arm,hand,torso,foot,back,seat,wheel,window pane,door frame,roof,handle,drawer,shade,base,knob,top,pane,rail,"
        + "step,screen edge,lid,spout,eye,ear,"
        + "nose,mouth,hair,neck,wing,tail,horn,headlight,license plate,mirror arm,bumper,mast,hull,headboard,pillow case,stem,"
        + "leaf,branch,petal,arch,balcony rail,"
        + "chimney top,shutter,gutter,button,dial,burner,shelf edge,rack,face";

    private static readonly string[] Qualifiers = ["", "small ", "old ", "wooden ", "white ", "double ", "modern "];

    /// <summary>
    /// What grounds and backgrounds are made of, by kind of scene: top, middle, bottom; and the colours that are theirs.
    /// </summary>
    public static readonly (string Name, Setting Settings, Place Places, string Colors)[] Stuff =
    [
        ("wall", Setting.Indoor, Place.Middle, "white brown grey yellow"),
        ("floor", Setting.Indoor, Place.Bottom, "brown grey white black"),
        ("ceiling", Setting.Indoor, Place.Top, "white grey yellow brown"),
        ("windowpane", Setting.Indoor, Place.Middle, "white blue grey green"),
        ("carpet", Setting.Indoor, Place.Bottom, "red brown grey blue"),
        ("panel", Setting.Indoor, Place.Top | Place.Middle, "brown black orange white"),
        ("sky", Setting.Street | Setting.Nature | Setting.Water, Place.Top, "blue white grey purple"),
        ("building", Setting.Street, Place.Middle, "grey brown white red"),
        ("tree", Setting.Street | Setting.Nature | Setting.Water, Place.Middle, "green black brown yellow"),
        ("road", Setting.Street, Place.Bottom, "grey black white brown"),
        ("sidewalk", Setting.Street, Place.Bottom, "grey white brown pink"),
        ("grass", Setting.Street | Setting.Nature, Place.Bottom, "green brown yellow black"),
        ("earth", Setting.Nature, Place.Bottom, "brown grey orange green"),
        ("mountain", Setting.Nature | Setting.Water, Place.Middle, "grey blue green white"),
        ("field", Setting.Nature, Place.Bottom, "green yellow brown orange"),
        ("rock", Setting.Nature | Setting.Water, Place.Middle | Place.Bottom, "grey brown black white"),
        ("snow", Setting.Nature, Place.Bottom, "white blue grey purple"),
        ("hill", Setting.Nature, Place.Middle, "green brown grey yellow"),
        ("path", Setting.Nature, Place.Bottom, "brown grey white yellow"),
        ("sea", Setting.Water, Place.Bottom | Place.Middle, "blue grey white green"),
        ("water", Setting.Water | Setting.Nature, Place.Bottom, "blue grey green white"),
        ("river", Setting.Water | Setting.Nature, Place.Bottom, "green blue brown grey"),
        ("lake", Setting.Water | Setting.Nature, Place.Bottom, "blue grey green black"),
        ("sand", Setting.Water, Place.Bottom, "yellow brown white orange"),
        ("fence", Setting.Street | Setting.Nature, Place.Middle, "brown white black grey"),
        ("bridge deck", Setting.Water | Setting.Street, Place.Middle, "grey brown red black"),
        ("land", Setting.Water, Place.Middle, "green brown grey yellow"),
        ("runway", Setting.Street, Place.Bottom, "grey white black yellow"),
        ("skyline", Setting.Street | Setting.Water, Place.Middle, "grey blue white purple"),
        ("dirt track", Setting.Nature, Place.Bottom, "brown orange red grey"),
    ];

    /// <summary>The first so many scenes: name and setting, the settings in turn.</summary>
    public static IReadOnlyList<(string Name, Setting Setting)> Scenes(int count) =>
    [
        .. Varied(
        [
            (IndoorScenes, Setting.Indoor),
            (StreetScenes, Setting.Street),
            (NatureScenes, Setting.Nature),
            (WaterScenes, Setting.Water),
        ]).Take(count),
    ];

    /// <summary>The first so many objects that are no stuff: name and the settings that they are found in.</summary>
    public static IReadOnlyList<(string Name, Setting Settings)> Things(int count)
    {
        var settings = new Dictionary<string, Setting>();
        var order = new List<string>();
        (string, Setting)[] places =
        [
            (IndoorThings, Setting.Indoor),
            (StreetThings, Setting.Street),
            (NatureThings, Setting.Nature),
            (WaterThings, Setting.Water),
        ];
        foreach (var (name, setting) in Varied(places))
        {
            if (settings.TryAdd(name, setting))
            {
                order.Add(name);
            }
            else
            {
                settings[name] |= setting;
            }
        }

        return [.. order.Take(count).Select(name => (name, settings[name]))];
    }

    /// <summary>The first so many parts.</summary>
    public static IReadOnlyList<string> Parts(int count) =>
        [.. Varied([(PartWords, Setting.Indoor)]).Take(count).Select(part => part.Name)];

    // All plain words before those with a word before them; the lists in turn.
    private static IEnumerable<(string Name, Setting Setting)> Varied((string Words, Setting Setting)[] lists)
    {
        string[][] words = lists.Select(list => list.Words.Split(',')).ToArray();
        foreach (string qualifier in Qualifiers)
        {
            for (int i = 0; i < words.Max(list => list.Length); i++)
            {
                for (int list = 0; list < words.Length; list++)
                {
                    if (i < words[list].Length)
                    {
                        yield return (qualifier + words[list][i], lists[list].Setting);
                    }
                }
            }
        }
    }
}
