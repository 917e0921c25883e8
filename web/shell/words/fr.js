// French. Translated without review by a native speaker.

/** The forms of a text by a number; French counts whole millions apart, with the same words.
 *  @param {string} one @param {string} other */
const pl = (one, other) => ({ one, many: other, other });

export default {
  address: {
    percent: '« {text} » contient un « % » qui ne code aucun caractère',
    space: '« {text} » a une espace avant ou après son nom ou sa valeur',
    noName: '« {text} » n’a pas de nom avant son « = »',
    noValue: 'Le réglage « {name} » n’a pas de valeur',
    twice: 'Le réglage « {name} » est donné deux fois : {first} et {second}',
    labTwice: 'L’adresse nomme ce labo deux fois',
  },
  amiss: {
    empty: '{file} est arrivé vide',
    other: '{file} n’est pas arrivé : {other}',
    cut: '{file} a été coupé : {got} octets reçus sur {all}',
    version: '{file} est arrivé dans une autre version : {got} octets au lieu des {all} attendus',
    offline: '{file} n’a pas pu être chargé : il n’y a pas de réseau, ou quelque chose le bloque, '
      + 'comme une extension du navigateur ou la politique de sécurité du contenu de la page',
    status: '{file} n’a pas pu être chargé : le serveur a répondu {status}',
    broken: '{file} a été coupé : la connexion s’est rompue après {got} octets sur {all}',
    type: 'son hébergeur le déclare de type {type}, et non comme un script',
    noType: 'son hébergeur ne le déclare pas comme un script',
    moduleType: '{file} ne s’exécute pas : {problem}',
    module: '{file} est arrivé entier, mais ce navigateur ne l’exécute pas : {problem}',
    worker: 'le worker du moteur, {file}, n’a pas démarré : {problem}',
    policy: 'la politique de sécurité du contenu de la page le refuse ({directive})',
    isolated: 'cette page est isolée des autres origines, et son hébergeur envoie le worker sans '
      + 'l’en-tête Cross-Origin-Embedder-Policy',
    whole: 'son fichier arrive entier, mais {problem}',
    unknown: 'quelque chose dans ce navigateur, comme une extension ou un réglage, le refuse',
  },
  assignments: {
    title: 'À quel prototype va chaque dessin ?',
    elsewhere: 'Les prototypes sont comparés aux embeddings après la tête. Mettez « Affiché et '
      + 'mesuré » sur « après la tête » pour voir les affectations.',
    soon: 'Les affectations apparaissent dès que le moteur est prêt.',
    note: 'Les {items} dessins mis de côté sont répartis entre {count} prototypes. Le plus plein '
      + 'reçoit {most} dessins, le plus vide {least} ; une part égale serait de {share}.',
    hint: 'Pointez une case pour la lire ; cliquez sur une ligne pour choisir son dessin.',
    total: 'Prototype {k} : {n} dessins en tout.',
    cell: '{name}, prototype {k} : {share} du dessin.',
    label: 'Affectation de {items} dessins à {count} prototypes. {round}. {note}',
    said: '{round}. {note}',
    equal: 'part',
    share: 'égale',
    slider: 'Itérations de Sinkhorn affichées',
    choices: 'Itérations',
    none: 'Aucune',
    more: 'Une de plus',
    training: 'À l’entraînement : {count}',
    value: pl('{n} itération', '{n} itérations'),
    softmax: 'Softmax, sans équilibrage',
    after: pl('Après {n} itération', 'Après {n} itérations'),
  },
  breakdown: {
    title: 'La perte d’une ancre, terme par terme',
    empty: 'Choisissez une ancre dans l’image pour voir les termes de sa perte.',
    list: 'Termes de la somme, du plus grand au plus petit',
    term: 'terme',
    cosine: 'cosinus',
    share: 'part',
    itself: 'elle-même',
    leftOut: 'omis',
    rest: pl('{n} de plus', '{n} de plus'),
    total: 'La perte de {name} est de {loss} nats ; la moyenne sur les {count} ancres est de '
      + '{mean} nats.',
    negatives: 'nég.',
    variants: 'Trouvez le bug : les mêmes points, cinq dénominateurs',
    none: 'Comme publié',
    noneText: 'le positif et {negatives} négatifs',
    self: 'Auto-similarité incluse',
    selfText: 'le positif, {negatives} négatifs et l’ancre elle-même : jamais sous ln 2',
    twice: 'Positif compté deux fois',
    twiceText: 'le positif deux fois et {negatives} négatifs : jamais sous ln 2',
    left_out: 'Positif omis',
    left_outText: 'seulement les {negatives} négatifs : pas de limite inférieure, peut descendre '
      + 'sous zéro',
    wrong_scale: 'Multiplié par exp(τ)',
    wrong_scaleText: 'similarités multipliées par {factor} au lieu de {right} : la perte bouge à '
      + 'peine',
    atLn2: 'ln 2 = 0.693',
  },
  card: {
    tries: 'À essayer',
    credits: 'Crédits',
    credit: '{set} par {author}, {licence}.',
    noLicence: 'aucune licence connue pour « {set} »',
    tabs: 'Panneaux de ce labo',
    all: 'Tout',
    allName: 'Tous les panneaux',
    paused: 'En pause',
    settings: 'Réglages',
    settingsTitle: 'Tous les autres réglages',
    unreviewed: 'L’original est en anglais. Cette traduction n’a pas été relue par un locuteur '
      + 'natif.',
    about: 'Infos',
    aboutTitle: 'À propos de ce labo',
    tab_assignments: 'Affectations',
    tab_breakdown: 'Une ancre',
    tab_clouds: 'Écart',
    tab_code: 'Code',
    tab_collections: 'Prototypes',
    tab_exam: 'Étiquettes',
    tab_forgets: 'Gardé ou perdu',
    tab_loss: 'Perte',
    tab_map: 'Carte',
    tab_match: 'Matrice',
    tab_matching: 'Rappel',
    tab_matrix: 'Matrice',
    tab_neighbours: 'Voisins',
    tab_push: 'Poussée',
    tab_queue: 'File',
    tab_retrieval: 'Recherche',
    tab_runs: 'Essais',
    tab_search: 'Mots',
    tab_space: 'Espace',
    tab_spectrum: 'Effondrement',
    tab_tau: 'Température',
    tab_views: 'Vues',
    tab_zeroshot: 'Zero-shot',
  },
  changes: {
    value: '{label} : {value}',
    list: '{list} ; {value}',
    more: pl('{list} ; et {n} autre réglage avec', '{list} ; et {n} autres réglages avec'),
    back: '{list} ; tout le reste comme au début',
  },
  chart: {
    before: 'Avant : {settings}',
    again: 'Avant, avec les mêmes réglages',
    mixed: 'Avant, avec des réglages changés en route',
    mixedBefore: 'Avant, avec des réglages changés en route ; à la fin : {settings}',
    remove: 'Retirer l’essai précédent de tous les graphiques',
  },
  check: {
    twoWays: '{label} : « {given} » peut vouloir dire {decimal} ou {plain}. Écrivez l’un des '
      + 'deux, sans virgule',
    notNumber: '{label} doit être un nombre, et non « {given} »',
    thousands: '{label} doit être un nombre, et non « {given} ». N’écrivez rien entre les milliers',
    notChoice: '{label} ne peut pas être « {given} ». Écrivez l’un de ces noms : {names}',
    only: '{label} ne peut être que « {choice} » dans ce labo',
    notWhole: '{label} doit être un nombre entier, et non {given}',
    range: '{label} doit être entre {min} et {max}, et non {given}',
    unknown: 'Il n’y a pas de réglage « {name} »',
    unknownNear: 'Il n’y a pas de réglage « {name} », mais il y a « {near} »',
    twice: 'Le réglage « {name} » est donné deux fois, dont une sous son ancien nom « {former} »',
    both: '{first}. {second}',
  },
  client: {
    died: 'le worker du moteur s’est arrêté',
    ended: 'ce labo est terminé',
    unreadable: 'un message du moteur n’a pas pu être lu',
    start: 'le worker du moteur n’a pas pu démarrer',
    steps: 'step : {n} n’est pas un nombre entier de pas',
  },
  clouds: {
    title: 'Dessins et noms sur une même sphère, et l’écart entre eux',
    gapLine: 'écart',
    drawings: 'dessins',
    names: 'noms',
    pair: 'une vraie paire',
    gapKey: 'de la moyenne des noms à la moyenne des dessins',
    role: 'deux nuages sur une sphère',
    label: 'Dessins et noms sur une même sphère. Les flèches parcourent les paires, Entrée en '
      + 'choisit une, Maj avec les flèches tourne la sphère.',
    size: 'L’écart est mesuré dans toutes les {dim} dimensions ; la sphère montre les trois où '
      + 'les embeddings varient le plus. {scale}',
    under: 'La première mesure est en cours.',
    scale: 'À 0, les deux nuages ont le même centre ; à 2, ils sont à l’opposé l’un de l’autre.',
    unit: 'distance entre les centres des deux nuages',
    pictures: 'Images',
    picturesHelp: 'Montre les dessins au lieu de points',
    shows: 'Ce que montre l’image',
    empty: 'Les nuages apparaissent après la première mesure de tous les dessins et noms.',
    hint: 'Pointez un dessin ou un nom pour voir sa paire ; glissez à côté pour tourner la sphère.',
    described: '« {name} » et son dessin par {artist} : cosinus {cosine}.',
    gap: 'écart {gap}',
  },
  code: {
    title: 'Le code',
    label: 'Code PyTorch',
    copy: 'Copier',
    copied: 'Copié',
    selected: 'Sélectionné : copiez-le au clavier',
    summary: 'Ces réglages en PyTorch',
    note: 'Le code suit tous les réglages. PyTorch tire d’autres nombres aléatoires : ses '
      + 'résultats diffèrent donc un peu de ceux de cette page.',
  },
  collections: {
    title: 'Ce que rassemble chaque prototype',
    count: pl('nº {k} : {n} dessin', 'nº {k} : {n} dessins'),
    note: '{used} prototypes sur {count} sont le premier choix d’au moins un dessin. Chaque cadre '
      + 'compte ces dessins et montre les plus nets.',
    some: '{note} Seuls les {most} plus pleins sont montrés.',
    list: 'Prototypes et leurs dessins',
    soon: 'Les prototypes apparaissent dès que le moteur est prêt.',
  },
  controls: {
    parameters: 'Paramètres',
    measured: '{label} ({unit})',
    group_data: 'Données',
    group_views: 'Vues',
    group_encoder: 'Encodeur',
    group_loss: 'Perte',
    group_optimiser: 'Optimiseur',
    group_run: 'Essai',
    changed: pl('Un de ces réglages a été changé.', '{n} de ces réglages ont été changés.'),
  },
  copied: {
    inside: 'le worker du moteur, qui vient de cette page même, n’a pas démarré : {problem}',
    origin: 'le worker du moteur, qui vient d’une autre origine, {origin}, n’a pas démarré : '
      + '{problem}',
    policy: 'la politique de sécurité du contenu de la page doit autoriser blob: dans worker-src, '
      + 'ou bien le moteur doit être servi comme un fichier depuis l’origine de la page',
  },
  dated: {
    now: 'maintenant, au pas {step}',
    at: 'au pas {step}',
    batch: 'du batch en cours',
    of: 'du pas {step}',
  },
  element: {
    none: 'Aucun labo ne peut tourner ici : {problem}.',
    cannot: 'Ce labo ne peut pas tourner ici : {problem}.',
    unknown: 'Il n’y a pas de labo « {name} ». Les labos sont {labs}',
    other: 'L’attribut « language » demande « {asked} », mais cette page parle déjà '
      + '« {spoken} » : tous ses labos parlent la même langue',
    noLanguage: 'Il n’y a pas de langue « {asked} ». Les langues sont {codes}',
  },
  exam: {
    title: 'Un classifieur simple peut-il utiliser la représentation ?',
    probe: 'Sonde linéaire',
    probeText: 'toutes les étiquettes d’entraînement',
    shot10: '10 exemples',
    shot10Text: '10 étiquettes par classe',
    shot5: '5 exemples',
    shot5Text: '5 étiquettes par classe',
    shot1: '1 exemple',
    shot1Text: '1 étiquette par classe',
    own: 'cet encodeur',
    raw: 'pixels bruts',
    progress: 'Examen en cours',
    gain: pl('{sign}{size} point', '{sign}{size} points'),
    pixels: 'pixels bruts : {pixels}',
    compared: '{gain} par rapport aux pixels bruts ({pixels})',
    toCome: 'pixels bruts : pas encore mesurés',
    older: 'au pas {step} : {text}',
    emoji: 'Un classifieur linéaire sur la sortie ({read}) de l’encodeur gelé range des emoji mis '
      + 'de côté en 8 groupes. L’encodeur lui-même ne voit jamais d’étiquette. Chaque résultat '
      + 'avec peu d’étiquettes est la moyenne de 10 choix aléatoires des dessins étiquetés.',
    mnist: 'Un classifieur linéaire sur la sortie ({read}) de l’encodeur gelé nomme des chiffres '
      + 'mis de côté. L’encodeur lui-même ne voit jamais d’étiquette. Chaque résultat avec peu '
      + 'd’étiquettes est la moyenne de 10 choix aléatoires des dessins étiquetés.',
    first: 'Premier examen en cours : ',
    at: 'Mesuré au pas {step}.',
    atNext: 'Mesuré au pas {step}. Prochain examen : ',
  },
  files: {
    group: 'Enregistrer et partager',
    field: 'Texte à copier',
    copied: 'Copié : {what}',
    select: 'Sélectionnez et copiez : {what}',
    save: 'Sauver',
    saveHelp: 'Poids, optimiseur et pas, en un fichier safetensors',
    load: 'Ouvrir',
    loadHelp: 'Un checkpoint enregistré ici, avec les réglages de son essai',
    link: 'Copier lien',
    linkHelp: 'Cette page avec ce labo dans son état actuel',
    theLink: 'le lien',
    embed: 'Code à intégrer',
    embedHelp: 'Ce labo pour votre propre page, comme élément ou dans un cadre',
  },
  forgets: {
    title: 'Que garde la représentation, et qu’oublie-t-elle ?',
    class: 'Ce que c’est',
    class_emoji: 'lequel des 8 groupes ?',
    class_mnist: 'lequel des 10 chiffres ?',
    class_toy: 'laquelle des 10 classes ?',
    rotation: 'Rotation',
    rotationText: 'de 0, 90, 180 ou 270 degrés ?',
    colour: 'Couleur',
    colourText: 'teinte décalée de 0, 90, 180 ou 270 degrés ?',
    scale: 'Taille',
    scaleText: 'lequel des quatre zooms ?',
    artist: 'Artiste',
    artistText: 'qui l’a dessiné ?',
    style1: 'Style, nombres 1 à 4',
    style1Text: 'lequel des quatre ?',
    style2: 'Style, nombres 5 à 8',
    style2Text: 'lequel des quatre ?',
    forgotten: 'oublié : pas mieux que le hasard',
    same: 'à peu près comme avant l’entraînement',
    learned: pl('appris : +{n} point', 'appris : +{n} points'),
    fading: pl('s’efface : −{n} point', 's’efface : −{n} points'),
    older: 'au pas {step} : {text}',
    beforeUnder: 'Mesure des réponses avant l’entraînement : ',
    at: 'Mesuré au pas {step}.',
    atNext: 'Mesuré au pas {step}. Suite : ',
    asking: 'Mesure de ce que l’entraînement a changé ; c’est plus rapide en pause : ',
    untrained: 'Mesuré au pas 0. Entraînez pour voir ce qui change.',
    progress: 'Questions en cours',
    now: 'maintenant',
    start: 'avant l’entraînement',
    raw: 'pixels bruts',
    guess: 'hasard',
    change: '{from} → {to}',
    asked: 'mesure en cours',
    waits: 'avant l’entraînement',
    note: 'Un classifieur linéaire doit répondre à chaque question à partir de la sortie '
      + '({read}) de l’encodeur gelé. Il apprend sur des dessins d’entraînement et il est testé '
      + 'sur des dessins mis de côté ; l’encodeur ne voit jamais les réponses.',
  },
  form: {
    none: '{attribute} : aucun nom n’est donné, rien n’est donc changé',
    unknown: '{attribute} : « {name} » ne fait pas partie de {known}',
    twice: '{attribute} : « {name} » est nommé deux fois',
    onePicture: 'panels : la forme compacte montre une seule image, {first} ; omis : {rest}',
    noTabs: 'tab : la forme compacte n’a pas d’onglets',
  },
  format: {
    pace: pl('{pace} pas/s', '{pace} pas/s'),
    thousands: '\u202f',
  },
  grid: {
    across: 'le réglage qui change de colonne en colonne, et ses valeurs',
    down: 'le réglage qui change de ligne en ligne, et ses valeurs ; ou rien',
    repeats: 'essais pour chaque réglage, d’une graine à la suivante',
    repeatsUnit: 'graines',
    run: 'longueur d’un essai ; une planification cosinus y est ajustée',
    runUnit: 'pas',
    shows: 'ce que montrent les cases',
    knn: 'exactitude k-NN sur les éléments mis de côté',
    recall1: 'dessins mis de côté dont le plus proche dessin d’un autre artiste est le même objet',
    pretext: 'vues d’entraînement dont la partenaire est la plus similaire du batch',
    uniformity: 'à quel point les embeddings sont répartis régulièrement ; plus bas est plus '
      + 'régulier',
    tolerance: 'cosinus moyen des objets mis de côté d’une même sorte',
    std: 'dispersion de chaque dimension : 1 sain, 0 effondré',
    rank: 'rang effectif : dimensions utilisées',
    unknown: '{label} : « {given} » ne peut pas varier ici. Écrivez l’un de ces noms : {names}',
    twoWays: '{label} : « {given} » peut se lire de deux façons. Séparez les valeurs par des '
      + 'points-virgules, comme dans « 0,1; 0,5 », ou écrivez « 0.1, 0.5 »',
    none: '{label} n’a pas de valeurs. Écrivez-en, comme dans « 0.1, 0.5 »',
    many: '{label} peut avoir au plus {most} valeurs, et non {count}',
    value: '{label} : {problem}',
  },
  guide: {
    step: 'Départ guidé, {at} sur {count}',
    challenges: 'Défis, {met} réussis sur {count}',
    leave: 'Quitter',
    over: 'Recommencer',
    back: 'Retour',
    next: 'Suite',
    settings: 'Retour à mes réglages',
    clear: 'Effacer les coches',
    run: pl('Faire {n} pas', 'Faire {n} pas'),
    runs: 'Lancer la grille',
    running: 'Pas {step} sur {target}',
    measuring: 'Mesure au pas {step}',
    training: '{done} essais sur {total}',
    paused: 'En pause au pas {step}',
    resting: 'Appuyez sur « Lancer » pour continuer, ou sur « Suite » pour sauter cette étape.',
    changed: 'Les réglages ont changé : cette étape ne leur correspond plus.',
    again: 'Remettre en place',
    held: 'Votre prédiction était juste.',
    failed: 'Votre prédiction était fausse.',
    none: 'Vous n’avez rien prédit.',
    lacks: 'Ceci se compare à une étape précédente qui a été sautée. Revenez en arrière et '
      + 'faites-la.',
    unclear: 'Cet essai n’a tranché assez nettement dans aucun sens. Recommencez-le, peut-être '
      + 'avec une autre graine.',
    right: 'c’est ce qui s’est passé',
    ticked: 'Défi réussi : {what}',
    met: 'Réussi : {value} au pas {step}',
    metGrid: 'Réussi : {value}',
    already: 'C’est déjà le cas. Changez quelque chose ou réinitialisez, puis arrivez-y '
      + 'vous-même.',
    last: 'Saurez-vous amener le labo à faire ceci ? Utilisez tous les contrôles. La coche vient '
      + 'toute seule.',
  },
  lab_augment: {
    title: 'Ce que l’augmentation change est oublié',
    look: 'Changez ce qui distingue les vues d’entraînement, et voyez ce que le réseau ne sait '
      + 'plus reconnaître.',
    caption: 'D’abord, ce qui est montré à l’encodeur ; à côté, ce qu’une couche linéaire peut '
      + 'encore lire dans ce qu’il dit d’objets qu’il n’a jamais vus. Tout changement fait au '
      + 'hasard dans les vues est une chose que l’encodeur a intérêt à ignorer. Les objets '
      + 'inventés ont 8 nombres de contenu, qui indiquent une classe parmi 10, et 8 nombres de '
      + 'style, qui n’indiquent rien.',
    try_turn: 'Tourner chaque vue au hasard : la rotation est oubliée',
    try_style: 'Objets inventés, style tiré à nouveau : il ne reste que le contenu',
    try_keep: 'Garder le style dans les deux vues : c’est le contenu qui est oublié',
    try_half: 'Tirer à nouveau la moitié du style : cette moitié est oubliée',
  },
  lab_byol: {
    title: 'Sans négatifs : BYOL, SimSiam, VICReg, Barlow Twins',
    look: 'Ici, rien n’est repoussé : regardez si les points restent dispersés ou tombent en un '
      + 'seul.',
    caption: 'Chaque dessin doit prédire comment le réseau voit le dessin du même objet par un '
      + 'autre artiste ; rien n’est repoussé. Pourquoi le réseau ne donne-t-il pas la même '
      + 'réponse pour tous les dessins ? Retirez ses garde-fous un par un et surveillez les '
      + 'indicateurs : la perte ne vous avertira pas, et les plus proches voisins non plus, '
      + 'pendant un moment.',
    try_simsiam: 'SimSiam comme publié : prédicteur, stop-gradient, batch norm',
    try_stop: 'Sans stop-gradient : une perte parfaite, et un seul point',
    try_predictor: 'Sans prédicteur : effondré, et le k-NN n’a rien remarqué',
    try_barlow: 'Barlow Twins : chaque dimension dit autre chose',
    try_vicreg: 'VICReg avec l’accord seul : ses deux autres termes le soutenaient',
    try_made_up: 'Objets inventés : BYOL sans prédicteur sombre aussi lentement que son encodeur '
      + 'à momentum le suit',
    try_linear: 'SimCLR dans un réseau linéaire : 8 des 16 dimensions disparaissent, malgré les '
      + 'négatifs',
  },
  lab_clip: {
    title: 'Tapez un mot, voyez des dessins : CLIP',
    look: 'Tapez un mot : les dessins trouvés s’améliorent à mesure que les deux réseaux '
      + 'apprennent.',
    caption: '1586 objets, chacun dessiné par Noto, Twemoji et Fluent, chacun avec un nom et '
      + 'quelques mots-clés en neuf langues. Un réseau lit les dessins, un autre lit les textes '
      + 'sous forme de morceaux de mots, et tous deux commencent sans rien savoir : un dessin et '
      + 'un texte du même objet sont des positifs, tout le reste du batch est négatif. Une '
      + 'recherche calcule l’embedding de ce que vous tapez et montre les dessins les plus '
      + 'proches, de tous les artistes, même de celui que l’entraînement ne voit jamais.',
    try_siglip: 'SigLIP : juger chaque paire de dessin et de texte séparément',
    try_slip: 'Sans SLIP : les dessins ne sont comparés qu’aux textes',
    try_noise: 'Le bruit d’ALIGN : 30 % des dessins portent le nom d’un autre',
    try_text_text: 'Sans texte contre texte : que trouvent alors les autres langues ?',
    try_tau: 'Une température qui reste telle que vous la fixez',
    try_concepts: 'Mettre de côté des concepts entiers : dessins et noms que l’entraînement ne '
      + 'voit jamais',
    try_transformer: 'Lire les textes avec un petit transformer, ce qui est plus long',
  },
  lab_infonce: {
    title: 'InfoNCE, en direct',
    look: 'Regardez chaque paire se rejoindre et les paires différentes s’écarter : seule la '
      + 'perte déplace les points.',
    caption: 'Chaque carte est dessinée par deux artistes ; les deux dessins sont une paire '
      + 'positive, et tout autre dessin du batch est un négatif. Les points sont libres : aucune '
      + 'image n’est lue, seule la perte les déplace. Choisissez un point pour en faire l’ancre, '
      + 'faites-le glisser pour voir les autres réagir.',
    try_original: 'Ouvrir la figure d’origine : sa perte correcte est 6.8e‑6',
    try_cold: 'Baisser τ à 0.07 : après 1000 pas, une paire est encore séparée de 30°',
    try_self: 'Inclure l’auto-similarité : bloqué à ln 2',
    try_crowd: 'Serrer 16 paires sur le cercle : pas moins de 0.880',
    try_sphere: 'Donner une sphère aux 16 paires',
    try_warm: 'Monter τ à 0.5 : quatre paires ne descendent pas sous 0.456',
  },
  lab_moco: {
    title: 'MoCo : une file et un encodeur lent',
    look: 'Regardez comment les clés stockées se conservent : plus leur encodeur bouge '
      + 'lentement, plus longtemps elles s’accordent aux nouvelles.',
    caption: 'La première vue de chaque paire est une requête, la seconde une clé. Les clés '
      + 'viennent d’un encodeur qu’aucun gradient n’atteint : après chaque pas, il se rapproche '
      + 'un peu de l’encodeur des requêtes, et ses clés prennent la place des plus anciennes dans '
      + 'la file, qui fournit tous les négatifs. L’anneau montre la file, place par place ; les '
      + 'places encadrées seront remplacées ensuite.',
    try_equal: 'm = 0 : l’encodeur des clés est égal à celui des requêtes, ses clés vieillissent '
      + 'vite, on apprend peu',
    try_slow: 'm = 0.999, comme dans l’article : les clés vieillissent à peine',
    try_frozen: 'm = 1 : des clés d’un réseau qui n’apprend jamais',
    try_small: 'Des batchs de 32, et toujours 4096 négatifs',
    try_simclr: 'Les mêmes 32 sans file : SimCLR',
    try_moco3: 'MoCo v3 : pas de file, un prédicteur, dans les deux sens',
    try_long: 'Une file de 65 536 : chaque dessin plusieurs fois',
  },
  lab_negatives: {
    title: 'Négatifs : du batch, difficiles, faux',
    look: 'Choisissez un dessin sur la carte et voyez avec quelle force chaque autre en est '
      + 'repoussé.',
    caption: 'Mêmes dessins et même réseau que dans le labo SimCLR ; ce qui change, c’est le rôle '
      + 'des autres dessins. Un faux négatif est de la même sorte que l’ancre : un autre visage '
      + 'souriant, un autre mammifère. Les étiquettes sont lues pour les compter et les marquer, '
      + 'et pour le k-NN. Seul SupCon s’entraîne avec des étiquettes.',
    try_hard: 'Donner plus de poids aux négatifs difficiles',
    try_mined: 'Ne garder que les 16 plus difficiles : il s’effondre',
    try_debiased: 'Soustraire cinq fois plus de faux qu’il n’y en a',
    try_bank: 'Comparer à une mémoire de tous les concepts d’entraînement',
    try_supcon: 'Utiliser les étiquettes',
    try_digits: 'Chiffres : un négatif sur dix est faux',
    try_decoupled: 'Découplé, 4 paires par batch : fait-il mieux que SimCLR ?',
  },
  lab_practice: {
    title: 'Les bonnes pratiques à l’essai : une grille d’essais courts',
    look: 'Chaque case entraîne son propre petit réseau : appuyez sur le bouton au-dessus de la '
      + 'grille et voyez quels réglages marchent le mieux.',
    caption: 'Une recherche par grille en petit : choisissez un ou deux paramètres, quelques '
      + 'valeurs de chacun, et le nombre de graines. Chaque case est un essai à part, depuis le '
      + 'même départ, entraîné à côté de cette page ; appuyez sur une case pour donner ses '
      + 'valeurs au labo et continuer plus longuement avec elles. Ce qui a été entraîné est gardé '
      + 'tant que la page est ouverte, même si vous changez la grille puis y revenez.',
    try_batch: 'Taille du batch, à nombre de pas égal',
    try_head: 'Tête de projection : combien de couches, et où lire',
    try_schedule: 'Planification et taux d’apprentissage',
    try_warmup: 'Warm-up quand le taux d’apprentissage est élevé',
    try_decay: 'Weight decay',
    try_tau: 'Température et taille du batch',
    try_made_up: 'La même chose sur des objets inventés, depuis trois graines',
  },
  lab_simclr: {
    title: 'SimCLR sur des emoji et des chiffres',
    look: 'Au fil de l’entraînement, des dessins qu’il ne voit jamais rejoignent leurs semblables '
      + 'sur la carte.',
    caption: '1586 objets, chacun dessiné par Noto, Twemoji et Fluent. Le réseau s’entraîne sur '
      + 'quatre objets sur cinq ; les points sont les dessins qu’il ne voit jamais, tels que les '
      + 'voit la moyenne de ses derniers poids. La recherche demande : parmi les dessins d’un '
      + 'artiste, le plus proche de celui d’un autre est-il le même objet ? Ou bien 12 000 '
      + 'chiffres, chacun écrit une fois : il s’entraîne sur 10 000 d’entre eux. La '
      + 'comparaison des pixels bruts est la ligne à battre. Noms, groupes et chiffres ne sont lus '
      + 'que par l’évaluation, jamais par l’entraînement.',
    try_digits: 'Apprendre les chiffres manuscrits sans étiquette',
    try_dense: 'Regarder sans convolutions, comme le font des couches denses',
    try_augment: 'Des positifs par augmentation seule : pas de second artiste',
    try_bare: 'Deux vues sans augmentation : que reste-t-il à apprendre ?',
    try_warm: 'Monter τ à 1 : doux avec les négatifs difficiles',
    try_small: 'Seulement 16 paires par batch : 30 négatifs pour chaque ancre',
    try_grey: 'Entraîner en gris : la couleur est-elle nécessaire ?',
  },
  lab_swav: {
    title: 'SwAV : des prototypes à parts égales',
    look: 'Au fil de l’entraînement, les prototypes, les losanges pleins, se partagent les dessins.',
    caption: 'Chaque dessin est attribué à quelques prototypes ; les itérations de Sinkhorn '
      + 'veillent à ce que tous les prototypes reçoivent autant. Chaque vue prédit ensuite à quoi '
      + 'l’autre vue de sa paire a été attribuée. Les points, les lignes et les collections sont '
      + 'des dessins que l’entraînement ne voit jamais.',
    try_soft: 'Affecter trop doucement : la perte reste au hasard, ln 64 = 4.159',
    try_unbalanced: 'Sans équilibrage : un prototype prend tout, et la perte tombe à zéro',
    try_balanced: 'Retour à l’équilibre',
    try_many: 'Un prototype pour chaque paire du batch : 256',
    try_sphere: 'Trois dimensions : la sphère elle-même, sans projection',
    try_crops: 'Deux petits recadrages en plus des deux grandes vues',
  },
  lab_temperature: {
    title: 'Température : qui la perte regarde',
    look: 'Bougez τ et voyez avec quelle force la perte repousse chaque autre dessin de celui '
      + 'choisi.',
    caption: 'Bougez τ, et la poussée sur tous les négatifs de l’ancre choisie est aussitôt '
      + 'répartie autrement, sur les mêmes points. Pour voir l’effet sur les embeddings, il '
      + 'faut entraîner : le balayage sous « Essais » entraîne chaque température depuis le '
      + 'même départ. La tolérance est le cosinus moyen des objets mis de côté d’une même '
      + 'sorte ; une paire d’entraînement est retrouvée si une vue du batch trouve sa '
      + 'partenaire. Les étiquettes sont lues pour le k-NN, la tolérance et les marques des '
      + 'faux négatifs, jamais par l’entraînement.',
    try_sweep: 'Balayer τ sur les dessins',
    try_made_up: 'Balayer τ sur des objets inventés, depuis trois graines',
    try_learn: 'Apprendre τ avec le réseau, à partir de 1',
    try_cold: 'Baisser τ à 0.02 : un ou deux négatifs reçoivent la moitié de la poussée',
    try_batch: 'Le meilleur τ dépend-il du batch ?',
  },
  lit: {
    change: '{setting} : {before} → {after}',
    changed: 'Changé sous « Réglages » :',
    more: { one: 'et {n} de plus', other: 'et {n} de plus' },
    same: 'Ce sont les réglages actuels.',
  },
  load: {
    gone: '{file} n’existe plus : cette page est plus ancienne que ce que le serveur propose. '
      + 'Rechargez la page pour obtenir la nouvelle',
    failed: '{file} n’a pas pu être chargé',
    reload: 'Recharger la page',
    again: 'Réessayer',
    size: '{file}, {got} sur {all} ko',
    list: '{first} ; {second}',
    waiting: 'En attente de {files}…',
    trusted: 'la politique de sécurité du contenu de cette page doit autoriser la politique '
      + 'Trusted Types « {name} » : {problem}',
    wasm: 'cette page n’a pas le droit d’exécuter WebAssembly : il manque {directive} dans '
      + 'script-src à sa politique de sécurité du contenu ({problem})',
    engine: 'ce navigateur ne peut pas exécuter le moteur : {problem}',
  },
  loss: {
    title: 'Comment la perte baisse',
    line: 'perte',
    batch: 'perte d’un batch',
    information: 'Information',
    informationHelp: 'L’information que deux vues partagent, au moins : ln N moins la perte',
    informationLine: 'information partagée, au moins',
    informationNote: 'Une vue apporte au moins {bound} nats sur l’autre : ln {count} moins la '
      + 'perte. Un batch de cette taille peut en montrer {most} au plus.',
    guessing: 'hasard',
    collapsed: 'effondré',
    floor: 'le minimum possible ici',
    guessingMark: 'hasard : {loss}',
    collapsedMark: 'effondré : ln K = {loss}',
    floorMark: 'minimum possible : {loss}',
    ln2Mark: 'ln 2 : {loss}',
    unit: 'nats',
    at: '{unit} au pas {step}',
    when: '{unit} {when}',
    before: 'Aucun pas encore. Deviner parmi {count} vues coûte ln {count} = {loss} nats.',
    bug: 'Avec ce bug, deux termes égaux restent dans la somme : la perte ne peut jamais '
      + 'descendre sous ln 2 = 0.693 nats.',
    leftOut: 'Sans le positif dans la somme, il n’y a pas de limite inférieure : la perte '
      + 'continue de baisser.',
    circle: '{pairs} paires réparties régulièrement sur le cercle coûtent {loss} nats : en deux '
      + 'dimensions, il n’y a pas la place de les écarter davantage.',
    apart: '{pairs} paires aussi écartées que possible coûtent {loss} nats.',
    room: 'Il y a de la place pour chaque paire : la perte peut tomber presque à zéro.',
    random: 'Choisir au hasard une vue parmi {count} coûte ln {count} = {loss} nats.',
  },
  map: {
    title: 'Ce qui est proche de quoi',
    role: 'carte des voisins',
    label: 'Carte des voisins. Les flèches vont au dessin d’à côté, Entrée en fait l’ancre, Maj '
      + 'avec les flèches déplace la carte, plus et moins zooment, 0 montre tout.',
    at: 'Sur {name}',
    empty: 'La carte apparaît avec les premiers nombres.',
    zoomIn: 'Zoomer',
    zoomOut: 'Dézoomer',
    all: 'Tout voir',
    zoom: 'Zoom',
    find: 'Trouver',
    findHelp: 'Tapez un nom, puis appuyez sur Entrée',
    lost: 'Aucun dessin ici ne s’appelle « {name} ». Il y a par exemple : {names}.',
    found: '{name} est choisi.',
    kinds: 'Couleur par sorte',
    kindsHelp: 'Un anneau de la couleur de son groupe autour de chaque dessin',
    shows: 'Ce que montre la carte',
    anchor: 'ancre',
    same: 'le même objet',
    near: 'ses 12 vrais voisins',
    start: 'Pas encore la carte, mais les deux directions où les embeddings diffèrent le plus.',
    kept: 'Fiabilité {trust}, continuité {continuity} ; pour l’image dans l’espace, '
      + '{spaceTrust} et {spaceContinuity}. Les deux valent 1 si chaque dessin garde tous ses '
      + 'voisins.',
    few: 'Il y a trop peu de dessins pour mesurer à quel point la carte est fiable.',
    collapsed: 'Tous les embeddings sont presque identiques : la carte montre des différences '
      + 'presque nulles.',
    tip: '{name}  {cosine}',
    picked: '{name} est choisi. Les plus proches : {near}.',
    none: 'Aucun dessin n’est choisi.',
    unknown: 'pas encore connus',
    'kind_smileys & emotion': 'smileys et émotions',
    'kind_people & body': 'personnes et corps',
    'kind_animals & nature': 'animaux et nature',
    'kind_food & drink': 'nourriture et boissons',
    'kind_travel & places': 'voyages et lieux',
    'kind_activities': 'activités',
    'kind_objects': 'objets',
    'kind_symbols': 'symboles',
  },
  match: {
    title: 'Quel dessin va avec quel nom ?',
    colours: 'Couleur d’une similarité de moins un à un',
    pair: 'une vraie paire',
    row: 'le dessin le plus similaire au nom',
    column: 'le nom le plus similaire au dessin',
    counted: '{names} de ces {count} noms sont le plus similaires à leur propre dessin, et '
      + '{drawings} des {count} dessins à leur propre nom. Au hasard, ce serait environ un de '
      + 'chaque.',
    cellPair: '« {name} » et son dessin par {artist} : {value}, une vraie paire.',
    cell: '« {name} » et le dessin de « {drawing} » par {artist} : {value}, pas une paire.',
    hint: 'Chaque ligne est un nom, chaque colonne un dessin de {artist}. Pointez une case pour '
      + 'la lire, ou déplacez-vous avec les flèches ; cliquez ou appuyez sur Entrée pour choisir '
      + 'le dessin de sa colonne.',
    empty: 'Les similarités apparaissent après la première mesure de tous les dessins et noms.',
    corner: 'nom, dessin',
    drawingOf: 'dessin de {name}',
    both: '{first}, {second}',
    grid: 'Similarité cosinus de chaque nom (ligne) avec chaque dessin (colonne)',
  },
  matching: {
    title: 'Le bon est-il souvent parmi les cinq premiers ?',
    recall: 'R@{k}',
    median: 'rang médian',
    name: 'le nom trouve le dessin',
    drawing: 'le dessin trouve le nom',
    pixel: 'le dessin trouve le nom par pixels',
    guessing: 'hasard',
    caption: 'Part trouvée parmi les k premiers (R@k), et rang médian du bon',
    pixelsMark: 'pixels les plus proches : {share}',
    guessingMark: 'hasard : {share}',
    asked: 'Candidats : {question}.',
    askedArtist: 'Candidats : {question}. Par pixels, un dessin reçoit le nom du dessin des '
      + 'autres artistes qui diffère le moins de lui, pixel par pixel.',
    askedWaits: 'Candidats : {question}. La comparaison par pixels est en cours de mesure.',
    nameKey: 'un nom trouve son dessin',
    drawingKey: 'un dessin trouve son nom',
    when: 'des noms ont leur dessin parmi les cinq premiers (R@5), pas {step}',
    under: 'des noms ont leur dessin parmi les cinq premiers : première mesure en cours',
  },
  matrix: {
    title: 'Similarité des éléments deux à deux',
    colours: 'Couleur d’une similarité de moins un à un',
    positives: 'paires positives',
    self: 'avec soi-même : non utilisé',
    selfUsed: 'avec lui-même : utilisé, c’est l’erreur',
    role: 'matrice de similarité',
    label: 'Matrice de similarité. Les flèches parcourent les cases, Entrée fait de la ligne '
      + 'l’ancre.',
    cellSelf: '{a} avec soi-même : {value}',
    cellPositive: '{a} et {b} : {value}, une paire positive',
    cellNegative: '{a} et {b} : {value}, négatifs l’un de l’autre',
    empty: 'Les similarités apparaissent dès qu’il y a des points.',
    hint: 'Pointez une case pour la lire ; cliquez pour faire de sa ligne l’ancre.',
    table: 'Similarité cosinus des éléments deux à deux',
  },
  methods: {
    simclr: 'SimCLR',
    simclr_views: 'Tout le reste du batch est négatif.',
    simclr_queue: 'Il n’y a ni file ni second encodeur : les négatifs sont les autres vues de ce '
      + 'batch.',
    moco: 'MoCo',
    moco_views: 'Les négatifs sont dans la file.',
    moco_queue: 'Une clé reste telle qu’elle a été faite, tandis que l’encodeur qui l’a faite '
      + 'évolue. Chaque ligne prend quelques clés du même âge et les compare à celles que '
      + 'l’encodeur des clés d’aujourd’hui tire exactement des mêmes vues. Avec des convolutions, '
      + 'les clés vieillissent un peu plus vite dans les premiers pas, le temps que la batch norm '
      + 'se stabilise.',
    byol: 'BYOL',
    simsiam: 'SimSiam',
    cosineUnit: '(cosinus négatif)',
    decoupled: 'découplé',
    debiased: 'débiaisé',
    hard: 'négatifs difficiles',
    mined: 'négatifs choisis',
    bank: 'banque de mémoire',
    supcon: 'SupCon (étiquettes)',
    supcon_false: 'SupCon lit les étiquettes : un faux négatif devient un positif de plus, et il '
      + 'est attiré.',
    triplet: 'triplet',
    triplet_unit: '(distance au carré)',
    npair: 'N-pair',
    npair_push: 'N-pair compare des produits scalaires, qui dépendent aussi des longueurs ; cette '
      + 'image ne montre les poussées que par direction.',
    spectral: 'spectral',
    sumUnit: '(somme de tous les termes)',
    moco3: 'MoCo v3',
    moco3_queue: 'Il n’y a pas de file ici : les négatifs sont les autres clés de ce batch, '
      + 'toutes du même âge.',
    vicreg: 'VICReg',
    barlow_twins: 'Barlow Twins',
    swav: 'SwAV',
    swav_collapse: 'Deviner un prototype parmi {count} coûte ln {count} = {cost} nats. Une perte '
      + 'qui reste là s’est effondrée.',
    swav_unbalanced: 'Deviner un prototype parmi {count} coûte ln {count} = {cost} nats. Une '
      + 'perte qui reste là s’est effondrée ; sans équilibrage, une perte nulle aussi.',
    clip: 'CLIP',
    clip_views: 'Le positif de chaque dessin est un texte du même objet.',
  },
  neighbours: {
    title: 'Plus proches voisins',
    same: '■ le même',
    another: '◇ un autre',
    alike: '{found} des {count} plus proches sont les mêmes : {thing}.',
    far: pl(
      'L’autre dessin du même objet n’est pas parmi les {count} plus proches.',
      'Les {n} autres dessins du même objet ne sont pas parmi les {count} plus proches.',
    ),
    at: pl(
      'L’autre dessin du même objet est le voisin numéro {places} sur {all}.',
      'Les {n} autres dessins du même objet sont les voisins numéro {places} sur {all}.',
    ),
    some: 'Un autre dessin du même objet est le voisin numéro {places} sur {all} ; le reste n’est '
      + 'pas parmi les {count} plus proches.',
    and: '{first} et {second}',
    empty: 'Les plus proches voisins du dessin choisi sont en cours de mesure.',
    choices: 'Quelques dessins mis de côté',
    picked: 'Les dessins les plus similaires à {name}, parmi {count} autres :',
  },
  notice: {
    form: '{text}.',
    control: '{text}',
    opening: '{text}',
    engine: 'Le moteur s’est arrêté : {text}. Baissez le taux d’apprentissage, ou remettez à zéro.',
    runs: 'Les essais courts n’ont pas pu démarrer : {text}.',
    guide: 'Ceci n’a pas pu s’ouvrir : {text}.',
    file: 'Checkpoint {text}.',
    drawings: 'Des formes remplacent les dessins : {text}.',
    attributes: 'Parmi les attributs, ceci n’a pas été appliqué : {text}.',
    address: 'De l’adresse, rien n’a été appliqué : {text}.',
    together: 'De l’ensemble des attributs, rien n’a été appliqué : {text}.',
    reset: 'À zéro',
    again: 'Réessayer',
    reload: 'Recharger la page',
    dismiss: 'Fermer',
  },
  openers: {
    guide: 'Départ guidé',
    resume: 'Reprendre le départ guidé',
  },
  panels_help: {
    space: 'Chaque point est un élément affiché, là où le modèle le place. Au-delà de trois '
      + 'dimensions, l’image montre les trois où ils diffèrent le plus : ce qui est proche ici '
      + 'peut être éloigné en réalité.',
    space_good: 'Des partenaires proches l’un de l’autre, et des points sur toute la sphère.',
    map: 'Une carte faite par t-SNE : chaque dessin est à côté de ceux que le modèle trouve les '
      + 'plus ressemblants. Elle est refaite au fil de l’entraînement, à partir de la carte '
      + 'précédente. Seule la proximité a un sens : les directions et les grandes distances n’en '
      + 'ont pas.',
    map_good: 'Les objets semblables se rassemblent, et la fiabilité est proche de 1.',
    matrix: 'Le cosinus de quelques éléments deux à deux, en couleurs. Les cadres marquent les '
      + 'partenaires.',
    matrix_good: 'Des partenaires très semblables, tous les autres près de zéro.',
    loss: 'La perte de chaque batch, pas à pas, avec le coût du hasard et, s’il est connu, le '
      + 'minimum possible.',
    loss_good: 'Elle baisse, puis se stabilise au-dessus du plancher.',
    breakdown: 'La perte d’une ancre, décomposée : le cosinus de chaque candidat et sa part après '
      + 'softmax, et la même perte avec des erreurs courantes.',
    breakdown_good: 'Le positif a presque toute la part.',
    code: 'Les réglages actuels sous forme de programme PyTorch.',
    push: 'Avec quelle force la perte repousse chaque négatif d’une ancre, selon son cosinus. '
      + 'Ceux qui sont marqués sont de faux négatifs.',
    push_good: 'Peu de poussée sur les faux.',
    retrieval: 'Des scores sur des éléments que l’entraînement ne voit jamais, comparés à ceux '
      + 'des pixels bruts.',
    retrieval_good: 'Au-dessus des lignes des pixels bruts, avec une dispersion proche de 1.',
    exam: 'À quel point les étiquettes se lisent dans la représentation : avec toutes les '
      + 'étiquettes, ou quelques-unes par classe.',
    exam_good: 'Au-dessus des pixels bruts, même avec peu d’étiquettes.',
    neighbours: 'Les éléments mis de côté les plus similaires à l’ancre.',
    neighbours_good: 'Le même objet par d’autres artistes vient en premier.',
    views: 'Des paires du batch actuel, telles que l’encodeur les reçoit.',
    views_good: 'On voit encore ce que c’est, et presque rien d’autre n’est pareil.',
    forgets: 'Ce qu’une couche linéaire peut encore lire : la classe, la rotation, la couleur, '
      + 'l’artiste. À côté, les pixels bruts, le réseau non entraîné et le hasard.',
    forgets_good: 'Haut pour ce dont vous avez besoin ; près du hasard pour ce qui ne doit pas '
      + 'compter.',
    tau: 'La température utilisée, pas à pas.',
    tau_good: 'Apprise, elle se stabilise.',
    runs: 'Des essais courts avec d’autres réglages, tous depuis le même départ.',
    runs_good: 'Des différences plus grandes que celles entre les graines.',
    queue: 'La file, place par place, et à quel point les clés de chaque âge s’accordent avec '
      + 'celles refaites maintenant.',
    queue_good: 'Les vieilles clés s’accordent encore : un cosinus proche de 1.',
    spectrum: 'Les valeurs singulières des embeddings, qui montrent les dimensions utilisées, et '
      + 'des indicateurs d’effondrement.',
    spectrum_good: 'Beaucoup de valeurs de taille comparable, une dispersion proche de 1.',
    assignments: 'Pour quelques éléments, leur part dans chaque prototype, après chaque itération '
      + 'de Sinkhorn.',
    assignments_good: 'Des parts nettes, et tous les prototypes utilisés.',
    collections: 'Les dessins mis de côté que chaque prototype attire le plus.',
    collections_good: 'Des dessins de même sorte ensemble, et des nombres égaux.',
    search: 'Tapez un texte : son embedding est calculé, et les dessins les plus proches sont '
      + 'montrés.',
    search_good: 'Ce que vous vouliez dire vient en premier, même dans une autre langue.',
    match: 'Le cosinus de chaque dessin (colonne) et de chaque nom (ligne).',
    match_good: 'Une diagonale lumineuse.',
    matching: 'Si le dessin d’un nom, ou le nom d’un dessin, est souvent le premier, parmi les '
      + 'cinq premiers ou parmi les dix premiers.',
    matching_good: 'Au-dessus des pixels les plus proches.',
    zeroshot: 'Les dessins sont classés par des prompts que vous écrivez, sans entraînement.',
    zeroshot_good: 'Au-dessus de la part de la plus grande classe.',
    clouds: 'Les dessins et leurs noms sur une même sphère, avec un trait de chaque dessin à son '
      + 'nom.',
    clouds_good: 'Des traits courts, et des nuages qui se recouvrent.',
  },
  params: {
    method: 'Méthode',
    data: 'Données',
    encoder: 'Encodeur',
    positives: 'Paire positive',
    held_out: 'Mis de côté',
    shuffled: 'Noms mélangés',
    text_encoder: 'Encodeur de texte',
    buckets: 'Table des morceaux',
    seed: 'Graine',
    pairs: 'Batch',
    dim: 'Embedding',
    hidden_units: 'Première couche',
    feature: 'Représentation',
    head: 'Tête de projection',
    read: 'Affiché et mesuré',
    activation: 'Activation',
    norm: 'Batch norm',
    predictor: 'Prédicteur',
    stop_gradient: 'Stop-gradient',
    ema: 'Momentum m',
    invariance: 'Poids de l’invariance',
    variance: 'Poids de la variance',
    covariance: 'Poids de la covariance',
    redundancy: 'Poids de redondance λ',
    start: 'Départ',
    tau: 'Température τ',
    learn_tau: 'τ est',
    compare: 'Comparés par',
    bias: 'Biais',
    slip: 'Poids dessin–dessin',
    text_text: 'Poids texte–texte',
    languages: 'Autres langues',
    keyword_dropout: 'Mots-clés omis',
    word_dropout: 'Mots omis',
    bug: 'Perte',
    tau_plus: 'Part de faux τ+',
    hardness: 'Difficulté β',
    keep: 'k plus difficiles',
    queue: 'File',
    optimizer: 'Optimiseur',
    bank_momentum: 'Momentum de la mémoire',
    margin: 'Marge',
    mining: 'Sélection',
    length_cost: 'Pénalité de longueur',
    mu: 'Longueur au carré μ',
    lr: 'Taux d’apprentissage',
    momentum: 'Momentum',
    beta1: 'Bêta 1',
    beta2: 'Bêta 2',
    weight_decay: 'Weight decay',
    schedule: 'Planification',
    warmup: 'Warm-up',
    steps: 'Durée planifiée',
    average: 'Moyenne des derniers poids',
    crop: 'Recadrage',
    rotate: 'Rotation',
    flip: 'Miroir',
    mirror: 'Miroir des deux vues',
    jitter: 'Variation de couleur',
    grey: 'Niveaux de gris',
    gaussian_blur: 'Flou',
    cutout: 'Cutout',
    randconv: 'Convolution aléatoire',
    style_dims: 'Nombres de style changés',
    prototypes: 'Prototypes K',
    epsilon: 'Douceur ε',
    sinkhorn: 'Itérations de Sinkhorn',
    freeze: 'Prototypes gelés pendant',
    crops: 'Petits recadrages en plus',
    small: 'Aire d’un petit recadrage',
    across: 'Colonnes',
    down: 'Lignes',
    repeats: 'Graines',
    run: 'Pas par essai',
    shows: 'Les cases montrent',
    'data=emoji': 'emoji, 3 artistes',
    'data=mnist': 'chiffres manuscrits',
    'data=toy': 'objets inventés',
    'data=cards': 'points libres',
    'encoder=table': 'points libres, sans réseau',
    'encoder=mlp': 'couches denses (MLP)',
    'encoder=cnn': 'convolutions (CNN)',
    'encoder=resnet': 'résiduel (ResNet)',
    'read=after': 'après la tête',
    'read=before': 'avant la tête',
    'read=both': 'avant et après la tête',
    'positives=artists': 'deux artistes',
    'positives=augment': 'deux augmentations',
    'held_out=concepts': 'concepts (1/5)',
    'held_out=noto': 'dessins de Noto',
    'held_out=twemoji': 'dessins de Twemoji',
    'held_out=fluent': 'dessins de Fluent',
    'text_encoder=bag': 'moyenne des morceaux de mots',
    'text_encoder=transformer': 'transformer sur les mots',
    'compare=softmax': 'softmax (CLIP)',
    'compare=sigmoid': 'sigmoïde (SigLIP)',
    'start=random': 'aléatoire',
    'start=article': 'la figure d’origine',
    'bug=none': 'correcte',
    'bug=self': 'bug : soi-même inclus',
    'bug=twice': 'bug : positif deux fois',
    'bug=left_out': 'bug : positif omis',
    'bug=wrong_scale': 'bug : fois exp(τ)',
    'optimizer=sgd': 'SGD',
    'optimizer=adamw': 'AdamW',
    'optimizer=lars': 'LARS',
    'optimizer=muon': 'Muon',
    'schedule=constant': 'constante',
    'schedule=cosine': 'cosinus',
    'mining=all': 'tous dans la marge',
    'mining=semi_hard': 'semi-difficiles',
    'learn_tau=off': 'fixée par vous',
    'learn_tau=on': 'apprise',
    'norm=off': 'non',
    'norm=on': 'oui',
    'predictor=off': 'non',
    'predictor=on': 'oui',
    'stop_gradient=off': 'non',
    'stop_gradient=on': 'oui',
    'languages=off': 'non',
    'languages=on': 'oui',
    'activation=relu': 'ReLU',
    'activation=gelu': 'GELU',
    'activation=linear': 'aucune (linéaire)',
    'dim=2': 'cercle (2-D)',
    'dim=3': 'sphère (3-D)',
  },
  parts: {
    item: 'élément {k}',
    concept: 'concept {k}',
    rendition: '{thing} ({artist})',
    artist: '{count} noms, et leurs dessins par {artist}, que l’entraînement n’a jamais vus',
    concepts: '{count} concepts que l’entraînement n’a jamais vus, dessinés tour à tour par '
      + '{artists}',
    list: '{first}, {second}',
    and: '{first} et {last}',
  },
  phases: {
    group: 'Un pas en phases',
    done: 'Vient d’être fait : {help}.',
    hint: 'Lancez, ou appuyez sur une phase : ce qui vient d’être fait est marqué ici et dans la '
      + 'figure.',
  },
  popover: {
    sentence: '{text}.',
    close: 'Fermer',
    how: 'Comment c’est calculé',
    good: 'Ce qui est bon signe',
    related: 'Voir aussi',
    here: 'Termes employés ici',
    range: 'De {min} à {max}',
    unit: '{range} {unit}',
    all: 'Tous les termes',
    glossary: 'Dans le glossaire',
    live: 'Un changement agit aussitôt.',
    restart: 'Un changement relance l’entraînement.',
  },
  push: {
    title: 'Avec quelle force chaque négatif est-il poussé, et lesquels par erreur ?',
    batchShare: 'des négatifs du batch',
    ownShare: 'de la poussée de cette méthode',
    plainShare: 'de la poussée de SimCLR',
    shares: 'Part des faux négatifs',
    sharesNote: 'Part des faux négatifs, en moyenne sur de nombreuses ancres :',
    hardest: 'Négatifs poussés le plus fort',
    negative: 'négatif',
    pulled: 'attiré',
    plainKey: 'la poussée de SimCLR',
    false_emoji: 'faux négatif : même sous-groupe',
    false_mnist: 'faux négatif : même chiffre',
    false_toy: 'faux négatif : même classe',
    who: pl(
      '{name} comme ancre, parmi {count} négatifs mis de côté. {n} d’entre eux est un faux '
        + 'négatif.',
      '{name} comme ancre, parmi {count} négatifs mis de côté. {n} d’entre eux sont de faux '
        + 'négatifs.',
    ),
    label: 'Poussée sur {count} négatifs selon leur cosinus avec l’ancre ; {pushed} sont poussés, '
      + '{wrong} sont de faux négatifs.',
    note: 'La perte ne sait pas quels négatifs sont faux : les étiquettes ne sont lues que pour '
      + 'cette image.',
    first: 'Première mesure en cours.',
    half: pl(
      'Un seul négatif sur {count} reçoit la moitié de la poussée.',
      'La moitié de la poussée tombe sur seulement {n} négatifs sur {count}.',
    ),
    pull: '{half} Le positif a un cosinus de {cosine} avec l’ancre.',
    levels: 'aucune',
    cosine: 'cosinus avec l’ancre',
    share: 'part de la poussée',
  },
  queue: {
    title: 'La file, et comment ses clés vieillissent',
    steps: pl('{count} pas', '{count} pas'),
    ages: 'Cosinus d’une clé avec la même clé faite aujourd’hui, selon son âge',
    agesYoung: 'Cosinus d’une clé avec la même clé faite aujourd’hui, selon son âge (– : aucune '
      + 'clé n’est encore si vieille)',
    agesWait: 'Cosinus d’une clé avec la même clé faite aujourd’hui : première mesure en cours.',
    full: '{batches} batchs de {size} clés. Le cadre marque où le prochain batch remplace le plus '
      + 'ancien.',
    filling: '{batches} batchs de {size} clés. Tant que la file n’est pas pleine, le reste est '
      + 'fait de directions aléatoires, faciles à distinguer : la perte monte à mesure '
      + 'qu’arrivent de vraies clés.',
    unfilled: 'Pas encore remplie : directions aléatoires.',
    batch: pl(
      'Clés du pas {step}, vieilles de {count} pas à leur prochain usage.',
      'Clés du pas {step}, vieilles de {count} pas à leur prochain usage.',
    ),
    encodersLine: 'les deux encodeurs',
    oldestLine: 'clés les plus anciennes',
    unchanged: 'inchangé',
    oldest: 'les clés les plus anciennes et les mêmes clés faites aujourd’hui',
    encoders: 'encodeur des requêtes et encodeur des clés, sur des dessins mis de côté',
    unit: 'cosinus des sorties des deux encodeurs',
    said: 'Cosinus des deux encodeurs : {encoders} ; des clés les plus anciennes avec celles '
      + 'd’aujourd’hui : {oldest}.',
    ring: 'Anneau de {count} clés, dont {filled} remplies ; les {size} clés suivantes vont à la '
      + 'place {slot}',
    keys: 'clés',
  },
  readout: {
    step: 'pas {step}',
    before: 'l’essai précédent : pas {step}',
    loss: 'perte {loss}',
    lossWhen: 'perte {loss} {when}',
    threads: '{pace} sur {threads} threads',
  },
  retrieval: {
    title: 'Reconnaît-il des objets qu’il n’a jamais vus ?',
    alignment: 'Alignement',
    alignmentText: 'moyenne des distances au carré des positifs : plus bas, plus proche',
    uniformity: 'Uniformité',
    uniformityText: 'plus bas : réparti plus régulièrement',
    std: 'Dispersion',
    stdText: '1 : sur toute la sphère, 0 : un point',
    rank: 'Rang effectif',
    rankText: 'dimensions utilisées',
    recallLine: 'R@1',
    nearestLine: 'k-NN',
    encoder: 'cet encodeur',
    raw: 'pixels bruts',
    rawMark: 'pixels bruts : {share}',
    rawNearestMark: 'pixels bruts, k-NN : {share}',
    first: 'Première mesure en cours, sur des dessins jamais utilisés à l’entraînement.',
    note_emoji: 'Pas {step}, sur des concepts mis de côté : {against}.',
    note_mnist: 'Pas {step}, sur des chiffres mis de côté : {against}.',
    note_toy: 'Pas {step}, sur des objets mis de côté : {against}.',
    above: pl(
      '{count} point au-dessus des pixels bruts',
      '{count} points au-dessus des pixels bruts',
    ),
    below: pl(
      '{count} point en dessous des pixels bruts',
      '{count} points en dessous des pixels bruts',
    ),
    measuring: 'les pixels bruts sont en cours de mesure',
    nearest: 'k-NN',
    nearestHelp: 'Montre aussi la part des dessins dont les cinq plus proches voisins donnent le '
      + 'bon sous-groupe',
    found: 'trouvés du premier coup (R@1)',
    named: 'bien nommés par les cinq plus proches (k-NN)',
  },
  run: {
    motion: 'Ne démarre pas tout seul : votre système demande moins d’animations.',
    data: 'Ne démarre pas tout seul : votre navigateur économise les données.',
    paused: 'En pause : « {other} » s’entraîne maintenant.',
    waits: 'En attente : « {other} » s’entraîne maintenant.',
    end: 'En pause à la fin de la planification, après {steps} pas : à partir d’ici, le taux '
      + 'd’apprentissage est 0. Un réglage « {label} » plus long permet de continuer.',
    reset: 'Remis aux mêmes poids de départ',
    loaded: 'Ouvert : pas {step}',
    loadedWith: 'Ouvert : pas {step}, avec ces réglages : {settings}',
    notLoaded: 'non ouvert : {problem}',
    setting: '{label} {value}',
    list: '{first}, {second}',
    loading: 'Chargement : {data}',
    restarted: 'Relancé. {changes}',
    from: 'À partir du pas {step} : {changes}',
    otherFile: 'un autre fichier a été choisi',
    ended: 'ce labo est terminé',
    opening: 'une autre session est en train de s’ouvrir',
    differs: '{label} vaut {saved} dans le fichier et {now} ici',
    foreign: 'il vient d’un labo aux réglages différents. {differences}. Ce labo ne peut pas '
      + 'changer : {refused}',
    and: '{first} ; {second}',
  },
  runs: {
    title: 'Des essais courts côte à côte',
    twice: 'Les deux axes sont le même réglage : choisissez-en un autre pour l’un d’eux.',
    one: 'Chaque essai dure {steps} pas, avec une graine par réglage ; les graines diffèrent '
      + 'aussi, ne vous fiez donc pas aux petites différences. {rest}',
    several: 'Chaque essai dure {steps} pas, avec {seeds} graines par réglage ; ± est la plus '
      + 'grande distance d’une graine à leur moyenne. {rest}',
    rest: 'Tous les autres réglages sont ceux de ce labo. Les essais courts montrent ce qui '
      + 'apprend vite, et qui n’est pas forcément le meilleur à la fin.',
    restCosine: 'Tous les autres réglages sont ceux de ce labo, avec la planification ajustée à '
      + 'l’essai. Les essais courts montrent ce qui apprend vite, et qui n’est pas forcément le '
      + 'meilleur à la fin.',
    recall1: 'R@1 entre artistes',
    knn: 'k-NN',
    pretext: 'Paires d’entraînement retrouvées',
    uniformity: 'Uniformité (plus bas : plus régulier)',
    tolerance: 'Tolérance',
    std: 'Dispersion',
    rank: 'Rang effectif',
    raw: 'pixels bruts : {value}',
    failed: 'L’entraînement a été impossible : {problem}.',
    waits: pl(
      'Rien d’entraîné encore : {n} valeur de « {label} » attend.',
      'Rien d’entraîné encore : {n} valeurs de « {label} » attendent.',
    ),
    chart: '{title} selon {label} : {points}',
    point: '{value} : {result}',
    list: '{first}, {second}',
    shows: 'Les cases montrent',
    map: 'Carte de chaleur des essais',
    axes: '{across} de gauche à droite, {down} de haut en bas',
    set: 'Mettre ces valeurs dans le labo',
    cellFailed: 'échec',
    share: '{share} % fait',
    best: '{text} meilleur',
    spread: '± {spread}',
    setting: '{label} {value}',
    cell: '{setting} : {title} {value}. Appuyez pour mettre ces valeurs dans le labo.',
    cellBest: '{setting} : {title} {value}, le meilleur. Appuyez pour mettre ces valeurs dans le '
      + 'labo.',
    plusMinus: '{value} plus ou moins {spread}',
    nothing: 'rien',
    values: 'Valeurs de « {label} »',
    valuesHelp: 'des valeurs, séparées par des virgules ou des points-virgules',
    stop: 'Arrêt',
    done: 'Essais faits',
    plan: 'Quoi entraîner',
    trained: 'Rien à entraîner',
    train: pl('Lancer {n} essai', 'Lancer {n} essais'),
    progress: '{done} faits sur {all}',
    known: '{done} entraînés sur {all}',
    allKnown: 'tous les essais sont entraînés',
  },
  search: {
    title: 'Tapez un mot, voyez des dessins',
    tooLong: '{message} Tapez moins de mots : un ou quelques-uns suffisent.',
    looking: 'Le réseau regarde les dessins pour la première fois ; veuillez patienter.',
    hint: 'Tapez un mot, ou prenez l’un de ceux-ci. L’entraînement lit des noms et des mots-clés '
      + 'dans ces langues : {languages}.',
    placeholder: 'un mot, ou quelques-uns',
    opening: 'chat',
    label: 'Chercher des dessins avec un mot',
    examples: 'Exemples',
    found: 'Trouvés : {names}. {note}',
    name: '{first}, {second}',
    noWords: 'Ce texte n’a ni lettres ni chiffres. Le réseau ne lit que des mots : les emoji et '
      + 'la ponctuation ne lui disent rien.',
    first: 'Le transformer ne lit que les {most} premiers de ces {count} mots.',
    unseen: 'Rien de ceci n’était dans un texte d’entraînement : le réseau n’a jamais appris ce '
      + 'que cela veut dire, et trouve des dessins au hasard.',
    seen: pl(
      '{seen} de ses {count} morceaux de mots était dans un texte d’entraînement ; les autres ne '
        + 'veulent encore rien dire.',
      '{seen} de ses {count} morceaux de mots étaient dans un texte d’entraînement ; les autres '
        + 'ne veulent encore rien dire.',
    ),
    at: 'Dessins vus au pas {step}.',
    still: 'Ce sont encore les dessins du pas 0, quand les deux réseaux étaient aléatoires : '
      + 'trouvés par hasard. La prochaine mesure est en cours.',
    none: 'Aucun pas encore : les deux réseaux sont aléatoires, et ce qu’ils trouvent est dû au '
      + 'hasard. Appuyez sur « Lancer » et regardez.',
    language: 'en',
    languageOption: '{name} ({english})',
    nearest: 'Mots les plus proches de « {name} » dessiné par {artist}',
    wordsAt: 'Mesuré au pas {step}.',
    wordsNone: 'Au pas 0, où les deux réseaux sont aléatoires : c’est le hasard.',
  },
  share: {
    files: 'À côté de cette page se trouve le dossier {folder} : une copie de dist/package. On '
      + 'en\n  charge : {names}',
    theme: 'Thème',
    system: 'comme le système du lecteur',
    picture: 'Image',
    panels: 'Panneaux',
    compact: 'Compact',
    group: 'Code à intégrer',
    element: 'Élément',
    frame: 'Cadre',
    copyElement: 'Copier l’élément',
    copyFrame: 'Copier le cadre',
    theElement: 'l’élément',
    theFrame: 'le cadre',
  },
  space: {
    title: 'Où sont les embeddings',
    role: 'espace des embeddings',
    label: 'Espace des embeddings. Les flèches parcourent les éléments, Entrée en fait l’ancre, '
      + 'Maj avec les flèches tourne la sphère, W A S D déplacent un point.',
    at: 'Sur {name}',
    empty: 'Les points apparaissent dès que le moteur est prêt.',
    principal: '{dim} dimensions, vues le long des trois principales.',
    centred: '{dim} dimensions, vues le long des trois où les points diffèrent le plus.',
    magnified: '{dim} dimensions, vues le long des trois où les points diffèrent le plus, '
      + 'agrandies {times} fois.',
    links: 'Liens',
    linksHelp: 'Traits entre les vues d’une paire positive',
    trails: 'Traces',
    trailsHelp: 'Où chaque point vient de passer',
    forces: 'Forces',
    forcesHelp: 'Moins le gradient : où la perte pousse chaque point',
    names: 'Noms',
    namesHelp: 'Les noms à côté des points',
    shows: 'Ce que montre l’image',
    anchor: 'ancre',
    positive: 'son positif',
    negatives: 'négatifs',
    others: 'autres',
    prototypes: 'prototypes',
    drag: 'Faites glisser un point ; cliquez dessus pour en faire l’ancre.',
    click: 'Cliquez sur un point pour en faire l’ancre.',
    turn: 'Glissez à côté des points pour tourner l’image.',
    push: 'poussée de {push} par unité',
    none: 'Aucun élément n’est choisi.',
    picked: '{name} est choisi. Les plus proches : {near}.',
    unknown: 'pas encore connus',
  },
  spectrum: {
    title: 'S’est-il effondré ?',
    spread: 'Dispersion std·√d',
    spreadLow: '0 : un seul point',
    spreadHigh: '1 : sur toute la sphère',
    rank: 'Rang effectif',
    rankLow: 'une direction',
    rankHigh: 'toutes égales',
    rankValue: '{used} sur {all}',
    rankLeft: '{used} sur {all}, mais de presque rien',
    first: 'Première mesure en cours.',
    collapsed: 'Pas {step} : effondré. Tous les embeddings sont presque le même point.',
    collapsedNear: 'Pas {step} : effondré. Tous les embeddings sont presque le même point. Le '
      + 'k-NN reste juste pour {share}, car il demande seulement quels points sont les plus '
      + 'proches.',
    lost: pl(
      'Pas {step}, éléments mis de côté : {n} valeur singulière sur {all} est inférieure à un '
        + 'centième de la plus grande ; cette dimension ne porte donc presque rien.',
      'Pas {step}, éléments mis de côté : {n} valeurs singulières sur {all} sont inférieures à un '
        + 'centième de la plus grande ; ces dimensions ne portent donc presque rien.',
    ),
    whole: 'Pas {step}, éléments mis de côté : les {all} valeurs singulières valent toutes au '
      + 'moins un centième de la plus grande.',
    values: 'valeurs singulières',
    even: 'toutes les dimensions utilisées également',
    before: 'à la première mesure',
    largest: 'la plus grande',
    smallest: 'la plus petite sur {count}',
  },
  tau: {
    title: 'La température, fixée ou apprise',
    line: 'τ',
    began: 'valeur de départ',
    unit: 'τ',
    at: 'τ au pas {step}',
    learned: 'Entraînée avec le réseau, comme logarithme de 1/τ (comme dans CLIP), et jamais sous '
      + '0.01. Elle baisse quand les paires deviennent faciles : un softmax plus tranché coûte '
      + 'alors moins.',
    set: 'Fixée par vous, à tout moment. Avec « apprise », elle est entraînée en même temps que '
      + 'le réseau, à partir de sa valeur actuelle.',
  },
  terms: {
    embedding: 'Embedding',
    embedding_what: 'Une liste de nombres qui représente un élément, faite de sorte que des '
      + 'éléments similaires aient des listes similaires. Ici, c’est le vecteur que la perte '
      + 'compare, aussi appelé z.',
    embedding_how: 'L’encodeur puis la tête de projection transforment l’élément en nombres, qui '
      + 'sont divisés par leur longueur.',
    embedding_good: 'Deux vues d’un même objet sont proches, et des objets différents se '
      + 'répartissent sur toute la sphère.',
    representation: 'Représentation',
    representation_what: 'Ce que l’encodeur fait d’un élément avant la tête de projection, aussi '
      + 'appelé h. D’autres tâches l’utilisent après l’entraînement.',
    representation_how: 'La sortie de la dernière couche de l’encodeur avant la tête.',
    representation_good: 'Une couche linéaire y lit ce dont vous avez besoin. Elle garde en '
      + 'général plus que l’embedding.',
    encoder: 'Encodeur',
    encoder_what: 'Le réseau qui transforme un élément, comme un dessin ou un texte, en nombres.',
    encoder_how: 'Couche par couche : chacune multiplie ses entrées par des poids, les additionne '
      + 'et applique une non-linéarité simple, comme ReLU.',
    mlp: 'Couches denses (MLP)',
    mlp_what: 'Un perceptron multicouche : chaque nombre d’une couche est calculé à partir de '
      + 'tous les nombres de la précédente. Il ne sait rien des pixels voisins.',
    mlp_how: 'Chaque couche est un produit matriciel, suivi d’une non-linéarité.',
    cnn: 'Convolutions (CNN)',
    cnn_what: 'Un réseau de petits filtres qui glissent sur l’image : une forme est reconnue où '
      + 'qu’elle soit.',
    cnn_how: 'Chaque sortie est une somme pondérée d’une petite zone ; les mêmes poids servent '
      + 'partout.',
    resnet: 'Réseau résiduel (ResNet)',
    resnet_what: 'Un réseau convolutif dont les blocs ajoutent une correction à leur entrée au '
      + 'lieu de la remplacer, ce qui rend les réseaux profonds entraînables.',
    resnet_how: 'Sortie d’un bloc = son entrée + ce que ses couches font de l’entrée.',
    head: 'Tête de projection',
    head_what: 'Un petit réseau après l’encodeur, dont la perte compare la sortie. On le jette '
      + 'après l’entraînement.',
    head_how: 'De zéro à trois couches denses, de la représentation h à l’embedding z.',
    head_good: 'Avec une tête, la représentation qui la précède se lit souvent mieux : la tête '
      + 'peut oublier ce dont la perte n’a pas besoin.',
    predictor: 'Prédicteur',
    predictor_what: 'Dans BYOL, SimSiam et MoCo v3, un petit réseau d’un seul côté, qui prédit '
      + 'l’embedding de l’autre vue.',
    predictor_how: 'Deux couches denses, d’un embedding à un embedding.',
    anchor: 'Ancre',
    anchor_what: 'La vue dont on cherche la partenaire. Chaque vue du batch est l’ancre une fois.',
    anchor_how: 'Appuyez sur un point ou un dessin pour regarder depuis lui.',
    positive: 'Positif',
    positive_what: 'Un élément qui va avec l’ancre : une autre vue du même objet, ou son nom.',
    positive_how: 'La perte l’attire vers l’ancre.',
    negative: 'Négatif',
    negative_what: 'Un élément supposé ne pas aller avec l’ancre : en règle générale, tout le '
      + 'reste du batch.',
    negative_how: 'La perte le repousse, d’autant plus fort qu’il est similaire à l’ancre.',
    false_negative: 'Faux négatif',
    false_negative_what: 'Un négatif de la même sorte que l’ancre : un autre visage souriant pour '
      + 'un visage souriant. La perte le repousse par erreur.',
    false_negative_how: 'Compté avec des étiquettes, que l’entraînement ne lit pas (sauf avec '
      + 'SupCon).',
    false_negative_good: 'Peu nombreux, et peu de poussée sur eux.',
    cosine: 'Similarité cosinus',
    cosine_what: 'À quel point deux vecteurs pointent dans la même direction : 1 la même, 0 à '
      + 'angle droit, −1 l’opposée. Leurs longueurs ne comptent pas.',
    cosine_how: 'La somme des produits de leurs nombres, divisée par les deux longueurs.',
    logit: 'Logit',
    logit_what: 'Un score avant que softmax en fasse une probabilité. Ici : un cosinus divisé par '
      + 'la température.',
    logit_how: 'cosinus / τ.',
    softmax: 'Softmax',
    softmax_what: 'Transforme des scores en parts dont la somme est 1 ; le score le plus haut '
      + 'reçoit la plus grande part.',
    softmax_how: 'exp de chaque score, divisé par la somme de tous.',
    temperature: 'Température τ',
    temperature_what: 'Avec quelle finesse la perte distingue les similarités. Si elle est basse, '
      + 'les négatifs les plus similaires reçoivent presque toute la poussée.',
    temperature_how: 'Chaque cosinus est divisé par τ avant softmax.',
    temperature_good: 'Souvent de 0.05 à 0.5. La meilleure dépend des données, du batch et du '
      + 'réseau : essayez.',
    infonce: 'InfoNCE',
    infonce_what: 'Une perte qui demande : parmi ces candidats, lequel est le positif de l’ancre ?',
    infonce_how: 'Moins le logarithme de la part du positif après softmax sur tous les candidats.',
    infonce_good: 'Deviner coûte le logarithme de leur nombre. Plus bas est meilleur, mais '
      + 'seulement à batch et température égaux.',
    nt_xent: 'NT-Xent',
    nt_xent_what: 'L’InfoNCE de SimCLR : des embeddings normalisés, une température, et les deux '
      + 'vues de chaque paire comme ancres tour à tour.',
    nt_xent_how: 'Avec N paires, chaque ancre a 1 positif et 2N − 2 négatifs ; la perte est la '
      + 'moyenne sur 2N ancres.',
    nats: 'Nats',
    nats_what: 'L’unité d’une perte qui est un logarithme naturel. ln 2 = 0.693 nats, soit 1 bit, '
      + 'est le coût de deviner entre deux.',
    nats_how: 'Une probabilité p coûte −ln p nats.',
    loss: 'Perte',
    loss_what: 'Le nombre que l’entraînement fait baisser.',
    loss_how: 'Calculée sur le batch, par la formule de la méthode ; le gradient dit comment '
      + 'chaque poids la change.',
    loss_good: 'Une perte qui baisse n’est pas encore une bonne représentation : mesurez-la aussi.',
    batch: 'Batch',
    batch_what: 'Les paires qu’un pas d’entraînement regarde ensemble.',
    batch_how: 'Tirées au hasard des données d’entraînement.',
    batch_good: 'Plus de paires, c’est plus de négatifs et une question plus difficile ; les '
      + 'pertes de batchs de tailles différentes ne se comparent pas.',
    step: 'Pas et époque',
    step_what: 'Un pas est un batch et une mise à jour des poids. Une époque est le nombre de pas '
      + 'qu’il faut pour voir une fois toutes les données.',
    step_how: 'Éléments d’entraînement / éléments d’un batch = pas d’une époque.',
    seed: 'Graine',
    seed_what: 'Le nombre dont découlent tous les nombres aléatoires : premiers poids, batchs, '
      + 'augmentations.',
    seed_how: 'La même graine et les mêmes réglages donnent le même essai, bit pour bit.',
    seed_good: 'Une vraie différence se voit avec plusieurs graines.',
    augmentation: 'Augmentation',
    augmentation_what: 'Un changement aléatoire d’une image qui laisse ce qu’elle montre : '
      + 'recadrée, tournée, recolorée.',
    augmentation_how: 'Tirée de nouveau pour chaque vue.',
    augmentation_good: 'Elle doit tout changer sauf ce que vous voulez garder : ce qui diffère au '
      + 'sein des paires est oublié.',
    view: 'Vue',
    view_what: 'Une version aléatoire d’un élément, telle que l’encodeur la reçoit. Deux vues '
      + 'd’un même élément sont une paire positive.',
    view_how: 'L’élément, ou son dessin par un autre artiste, augmenté.',
    crop: 'Recadrage',
    crop_what: 'Une partie aléatoire de l’image, agrandie à sa taille entière.',
    crop_how: 'Son aire est tirée entre la part minimale donnée et l’image entière.',
    jitter: 'Variation de couleur',
    jitter_what: 'Un changement aléatoire de luminosité, de contraste, de saturation et de teinte.',
    jitter_how: 'Une force de 0 ne change rien, 1 change le plus.',
    frozen: 'Gelé',
    frozen_what: 'Des poids qu’on n’entraîne plus, tandis qu’autre chose est entraîné ou mesuré '
      + 'par-dessus.',
    frozen_how: 'Aucun gradient ne les atteint.',
    held_out: 'Mis de côté',
    held_out_what: 'Des éléments que l’entraînement ne voit jamais, gardés pour tester ce qui a '
      + 'été appris.',
    held_out_how: 'Séparés avant le premier pas, d’après la graine des données, non celle de '
      + 'l’essai.',
    held_out_good: 'Seuls les scores sur des éléments mis de côté distinguent apprendre de '
      + 'mémoriser.',
    recall: 'R@1 et R@5',
    recall_what: 'Rappel à k : la part des requêtes dont la bonne réponse est parmi les k plus '
      + 'similaires.',
    recall_how: 'Trier tous les candidats par cosinus avec la requête, et voir si le bon est '
      + 'parmi les k premiers.',
    recall_good: '100 % est parfait. Comparez aux pixels bruts, et seulement avec autant de '
      + 'candidats.',
    knn: 'k-NN',
    knn_what: 'Les k plus proches voisins : un élément reçoit la classe qu’ont la plupart de ses '
      + 'plus proches voisins.',
    knn_how: 'Par cosinus, ici avec k = 5, chacun contre les autres éléments mis de côté.',
    knn_good: 'Bien au-dessus du hasard et au-dessus des pixels bruts. Il ne voit que l’ordre : '
      + 'il peut donc rester haut dans un effondrement.',
    probe: 'Sonde linéaire',
    probe_what: 'Une couche linéaire entraînée avec des étiquettes sur des représentations '
      + 'gelées. Elle montre ce qui s’y lit facilement.',
    probe_how: 'Entraînée sur les éléments d’entraînement ; sa part de classes justes parmi les '
      + 'éléments mis de côté est le score.',
    probe_good: 'Au-dessus de la même sonde sur les pixels bruts.',
    alignment: 'Alignement',
    alignment_what: 'À quelle distance sont les deux éléments d’une paire positive.',
    alignment_how: 'La moyenne des distances au carré entre leurs embeddings unitaires, de 0 à 4.',
    alignment_good: 'Bas, mais avec l’uniformité : tout en un point est aligné aussi.',
    uniformity: 'Uniformité',
    uniformity_what: 'À quel point les embeddings sont répartis régulièrement sur la sphère.',
    uniformity_how: 'Le logarithme de la moyenne, sur toutes les paires, de exp(−2 × distance au '
      + 'carré).',
    uniformity_good: 'Plus bas est plus régulier ; 0, c’est tout en un point.',
    spread: 'Dispersion',
    spread_what: 'À quel point les embeddings diffèrent entre eux, dimension par dimension.',
    spread_how: 'L’écart-type de chaque nombre de l’embedding, en moyenne, fois √d.',
    spread_good: 'Près de 1 : sur toute la sphère. Près de 0 : effondré.',
    rank: 'Rang effectif',
    rank_what: 'Dans combien de dimensions les embeddings varient vraiment.',
    rank_how: 'exp de l’entropie des valeurs singulières, prises comme des parts.',
    rank_good: 'Plus haut utilise plus de l’espace. Un rang bas veut dire que des dimensions ont '
      + 'été perdues.',
    collapse: 'Effondrement',
    collapse_what: 'Tous les éléments reçoivent presque le même embedding, ou les embeddings '
      + 'n’utilisent que quelques dimensions.',
    collapse_how: 'Se voit dans la dispersion et le rang effectif. La perte peut sembler parfaite.',
    tolerance: 'Tolérance',
    tolerance_what: 'À quel point les objets d’une même sorte se ressemblent.',
    tolerance_how: 'Le cosinus moyen des éléments mis de côté de la même classe.',
    tolerance_good: 'Haute avec une dispersion haute ; près de 1 partout, c’est un effondrement.',
    pretext: 'Exactitude prétexte',
    pretext_what: 'À quelle fréquence le modèle résout la tâche sur laquelle il s’entraîne.',
    pretext_how: 'La part des vues d’un batch d’entraînement dont la plus proche est leur '
      + 'partenaire.',
    stop_gradient: 'Stop-gradient',
    stop_gradient_what: 'Un côté d’une comparaison est pris comme donné : l’erreur ne remonte pas '
      + 'à travers lui.',
    stop_gradient_how: 'Sa valeur est utilisée, sa dérivée compte pour 0.',
    momentum_encoder: 'Encodeur à momentum',
    momentum_encoder_what: 'Un second encodeur qu’aucun gradient n’atteint ; il suit lentement '
      + 'celui qui est entraîné.',
    momentum_encoder_how: 'Après chaque pas : m × ses poids + (1 − m) × ceux de l’encodeur '
      + 'entraîné.',
    momentum_encoder_good: 'm proche de 1, comme 0.99 : ses sorties s’accordent alors entre elles '
      + 'sur de nombreux pas.',
    queue: 'File',
    queue_what: 'La réserve de MoCo : des clés de batchs précédents, qui servent de négatifs.',
    queue_how: 'Les clés de chaque batch prennent la place des plus anciennes.',
    prototypes: 'Prototypes',
    prototypes_what: 'Des vecteurs unitaires entraînés qui représentent des groupes. Dans SwAV, '
      + 'une vue prédit auxquels l’autre vue a été attribuée.',
    prototypes_how: 'Le score d’une vue pour un prototype est leur cosinus, divisé par τ.',
    sinkhorn: 'Itérations de Sinkhorn',
    sinkhorn_what: 'Elles équilibrent un tableau d’affectations, de sorte que chaque prototype '
      + 'reçoive autant.',
    sinkhorn_how: 'Tour à tour, ramener les colonnes à des totaux égaux et les lignes à 1.',
    learning_rate: 'Taux d’apprentissage',
    learning_rate_what: 'De combien chaque pas déplace les poids.',
    learning_rate_how: 'La direction de l’optimiseur est multipliée par lui.',
    learning_rate_good: 'Le plus grand qui s’entraîne encore de façon stable est souvent le '
      + 'meilleur : trop bas est lent, trop haut diverge.',
    weight_decay: 'Weight decay',
    weight_decay_what: 'Une traction constante de chaque poids vers zéro.',
    weight_decay_how: 'Avec AdamW, chaque pas réduit un poids de taux d’apprentissage × weight '
      + 'decay × le poids.',
    schedule: 'Planification',
    schedule_what: 'Comment le taux d’apprentissage change au cours d’un essai.',
    schedule_how: 'Constante, ou un demi-cosinus de sa valeur entière jusqu’à 0.',
    warmup: 'Warm-up',
    warmup_what: 'Les premiers pas, pendant lesquels le taux d’apprentissage monte depuis près de '
      + '0.',
    warmup_how: 'En ligne droite.',
    optimiser: 'Optimiseur',
    optimiser_what: 'La règle par laquelle les gradients deviennent des changements des poids.',
    optimiser_how: 'Chacun garde une mémoire des gradients précédents. Choisissez-en un pour voir '
      + 'ce qu’il fait.',
    sgd: 'SGD',
    sgd_what: 'Descente de gradient stochastique : aller contre le gradient du batch, avec du '
      + 'momentum.',
    sgd_how: 'vitesse = momentum × vitesse + gradient ; poids −= taux × vitesse.',
    adamw: 'AdamW',
    adamw_what: 'Un optimiseur qui donne à chaque poids son propre taux, avec un weight decay '
      + 'séparé du gradient.',
    adamw_how: 'La moyenne des gradients récents, divisée par la racine de la moyenne de leurs '
      + 'carrés.',
    lars: 'LARS',
    lars_what: 'Un SGD dont le taux est ajusté couche par couche, fait pour de très grands batchs.',
    lars_how: 'Le pas de chaque couche est ajusté à la taille de ses poids divisée par celle de '
      + 'son gradient.',
    muon: 'Muon',
    muon_what: 'Un optimiseur pour les matrices, qui change une couche également dans toutes les '
      + 'directions.',
    muon_how: 'Le momentum du gradient, rendu presque orthogonal par quelques produits matriciels.',
    batch_norm: 'Batch norm',
    batch_norm_what: 'Décale et met à l’échelle chaque nombre pour que, sur le batch, il ait une '
      + 'moyenne de 0 et un écart-type de 1.',
    batch_norm_how: 'Soustraire la moyenne du batch, diviser par son écart-type, puis une échelle '
      + 'et un décalage entraînés.',
    zero_shot: 'Zero-shot',
    zero_shot_what: 'Classer sans entraînement pour ces classes : par le texte qui décrit chacune.',
    zero_shot_how: 'Un dessin reçoit la classe dont le prompt a le cosinus le plus élevé avec lui.',
    zero_shot_good: 'Au-dessus de la part de la plus grande classe.',
    modality_gap: 'Écart entre modalités',
    modality_gap_what: 'Les dessins et les textes d’un même modèle forment deux nuages séparés, '
      + 'même pour les mêmes objets.',
    modality_gap_how: 'La distance entre les moyennes des deux nuages.',
    tsne: 't-SNE',
    tsne_what: 'Une carte qui garde les voisins ensemble. Les distances entre groupes éloignés, '
      + 'et leurs tailles, ne veulent rien dire.',
    tsne_how: 'Déplace les points jusqu’à ce que les probabilités de voisinage sur la carte '
      + 'correspondent à celles des embeddings.',
    trustworthiness: 'Fiabilité',
    trustworthiness_what: 'Si les voisins sur une carte sont aussi voisins dans les embeddings.',
    trustworthiness_how: '1 moins une pénalité pour chaque faux voisin, selon son vrai rang.',
    trustworthiness_good: '1 est parfait : la carte n’invente aucun voisin.',
    continuity: 'Continuité',
    continuity_what: 'Si les voisins dans les embeddings sont encore voisins sur la carte.',
    continuity_how: '1 moins une pénalité pour chaque voisin perdu, selon son rang sur la carte.',
    continuity_good: '1 est parfait : la carte ne sépare aucun voisin.',
  },
  toolbar: {
    group: 'Entraînement',
    play: 'Lancer',
    pause: 'Pause',
    step: 'Pas',
    stepHelp: 'Un pas d’entraînement ; au ralenti, une de ses phases',
    reset: 'À zéro',
    resetHelp: 'Retour aux mêmes poids de départ',
    seed: 'Graine',
    seedHelp: 'Recommencer avec d’autres nombres aléatoires',
    speed: 'Vitesse',
    slow: 'ralenti',
    pace: pl('{n} pas/s', '{n} pas/s'),
    full: 'maximale',
  },
  tour_augment: {
    drawn_see: 'Des objets inventés : 8 nombres de contenu, qui indiquent la classe, et 8 de '
      + 'style, tirés à nouveau dans chaque vue.',
    drawn_ask: 'Après 100 pas, que peut-on lire dans la représentation ?',
    drawn_both: 'La classe et le style',
    drawn_class: 'La classe seule',
    drawn_none: 'Ni l’une ni l’autre',
    drawn_was_class: 'La classe est lue dans {what} des cas, un nombre du style dans {style} ; le '
      + 'hasard obtient {chance}. Le style diffère au sein d’une paire : il ne peut pas aider à '
      + 'trouver la partenaire, et il est abandonné.',
    kept_see: 'Maintenant, le style est le même dans les deux vues d’une paire.',
    kept_ask: 'La classe se lira-t-elle mieux ou moins bien qu’avant ?',
    kept_better: 'Mieux : il y a plus d’indices',
    kept_same: 'Aussi bien qu’avant',
    kept_worse: 'Moins bien',
    kept_was_worse: 'La classe : {what}, avant {was}. Le style : {style}. Le style est un indice '
      + 'exact de la partenaire, tandis que le contenu est bruité : le réseau prend l’indice et '
      + 'néglige le contenu.',
    half_see: 'La première moitié du style est tirée à nouveau, la seconde est gardée.',
    half_ask: 'Quelle moitié du style peut-on lire ensuite ?',
    half_both: 'Les deux',
    half_kept: 'Celle qui est gardée',
    half_none: 'Aucune',
    half_was_kept: 'Tirée à nouveau : {first}. Gardée : {second}. Ce qui change au hasard au sein '
      + 'd’une paire est oublié, nombre par nombre ; ce qui reste est utilisé.',
    forget: 'Rendre la classe plus difficile à lire qu’avant l’entraînement',
    turn: 'Sur les dessins, rendre la rotation plus difficile à lire qu’avant l’entraînement',
    clean: 'Sur les objets inventés, lire la classe dans plus de 95 % des cas',
  },
  tour_byol: {
    whole_see: 'SimSiam sur des objets inventés : une vue doit prédire l’autre, et rien n’est '
      + 'repoussé.',
    whole_ask: 'La perte serait minimale si chaque dessin recevait la même réponse. Est-ce le '
      + 'cas après 200 pas ?',
    whole_yes: 'Oui, presque un seul point',
    whole_no: 'Non, elles sont dispersées',
    whole_was_no: 'La dispersion est de {std}, et 1 veut dire sur toute la sphère. Le prédicteur '
      + 'et le stop-gradient empêchent l’effondrement : le côté prédit ne bouge pas vers la '
      + 'prédiction.',
    whole_was_yes: 'La dispersion est de {std} ; 0 est un seul point.',
    stop_see: 'La même chose sans stop-gradient : les deux côtés bougent maintenant l’un vers '
      + 'l’autre.',
    stop_ask: 'Après 200 pas, que diront la perte et la dispersion ?',
    stop_worse: 'La perte est moins bonne',
    stop_fine: 'La perte est meilleure, et la dispersion reste',
    stop_gone: 'La perte est meilleure, et la dispersion a disparu',
    stop_was_gone: 'La perte est de {loss}, et −1 est parfait ; avant, elle était de {was}. La '
      + 'dispersion est de {std}. Tout reçoit la même réponse, et l’accord est total. La perte ne '
      + 'vous avertit pas.',
    var_see: 'VICReg avec l’accord seul : les termes de variance et de covariance sont coupés.',
    var_ask: 'Après 200 pas, les plus proches voisins (k-NN) trahissent-ils l’effondrement ?',
    var_yes: 'Oui, il tombe au hasard, 12 %',
    var_part: 'En partie seulement',
    var_was_part: 'La dispersion est tombée à {std}, mais le k-NN obtient encore {knn}. Si '
      + 'proches que soient les points, leur ordre reste, et les plus proches voisins ne voient '
      + 'que l’ordre. Regardez la dispersion.',
    var_was_yes: 'La dispersion est de {std}, et le k-NN de {knn}.',
    fall: 'Provoquer un effondrement : une dispersion sous 0.1',
    blind: 'En cacher un : une dispersion sous 0.1 avec un k-NN encore au-dessus de 60 %',
    stand: 'Atteindre 95 % de k-NN sur les objets inventés, sans un seul négatif',
  },
  tour_clip: {
    gap_see: 'Deux réseaux, un pour les dessins et un pour les textes, et aucun ne sait encore '
      + 'rien.',
    gap_ask: 'Où sont les deux nuages avant l’entraînement, et après 40 pas ?',
    gap_mixed: 'Mélangés dès le départ',
    gap_apart: 'Séparés, puis plus proches',
    gap_never: 'Séparés, et ils le restent autant',
    gap_was_apart: 'L’écart entre leurs moyennes est de {gap}. Deux réseaux non entraînés '
      + 'pointent chacun dans ses propres directions ; l’entraînement rapproche les nuages, mais '
      + 'pas tout à fait.',
    gap_was_never: 'L’écart entre leurs moyennes est de {gap}.',
    names_see: '30 % des dessins portent maintenant le nom d’autres objets, comme les images sur '
      + 'le web.',
    names_ask: 'Après 40 pas, combien du R@5 (noms dont le dessin est parmi les cinq premiers) '
      + 'est perdu ?',
    names_all: 'Presque tout',
    names_part: 'Une partie',
    names_none: 'Rien',
    names_was_part: 'Le R@5 est de {now} ; sans le bruit, il était de {was}. Les fausses paires '
      + 'pointent toutes ailleurs et s’annulent en grande partie, tandis que les vraies '
      + 's’additionnent : le bruit ralentit l’apprentissage plus qu’il ne l’égare.',
    names_was_all: 'Le R@5 est de {now} ; sans le bruit, il était de {was}.',
    names_was_none: 'Le R@5 est de {now} ; sans le bruit, il était de {was}.',
    new_see: 'Sont mis de côté maintenant des objets entiers, nom et dessins, au lieu d’un '
      + 'artiste.',
    new_ask: 'Après 40 pas, le R@5 sera-t-il plus bas ?',
    new_lower: 'Plus bas : il n’a jamais vu ces objets',
    new_higher: 'Plus haut',
    new_was_higher: 'Le R@5 est de {now} contre {was}, mais la question est devenue plus facile : '
      + '317 dessins sont en concurrence au lieu de 1586. Avant de comparer deux scores, demandez '
      + 'parmi combien le bon était cherché.',
    new_was_lower: 'Le R@5 est de {now} contre {was}.',
    five: 'Mettre un nom sur dix parmi les cinq premiers : un R@5 au-dessus de 10 %',
    close: 'Amener les nuages à moins de 0.3 l’un de l’autre',
  },
  tour_infonce: {
    zero_see: 'Quatre paires, huit points libres sur un cercle. Seule la perte les déplace.',
    zero_ask: 'Quand chaque paire se sera rejointe, que vaudra la perte ?',
    zero_none: 'Exactement zéro',
    zero_some: 'Peu, mais plus que zéro',
    zero_was_some: 'Les paires se sont rejointes, et la perte est encore de {loss} nats. Les '
      + 'négatifs ne comptent jamais pour rien : avec quatre paires sur un cercle à ce τ, aucune '
      + 'perte ne descend sous {floor}.',
    low_see: 'Le même départ, avec la température baissée de 0.2 à 0.07.',
    low_ask: 'Les quatre paires se rejoindront-elles plus tôt ?',
    low_yes: 'Oui, un τ plus bas tire plus fort',
    low_no: 'Non, une paire reste séparée',
    low_was_no: 'La moyenne des distances au carré au sein des paires est encore de {now} ; à τ = '
      + '0.2, elle était de {was}. À un τ bas, une paire plus proche que tous les négatifs est '
      + 'résolue, et presque rien ne l’attire plus.',
    low_was_yes: 'La moyenne des distances au carré au sein des paires est tombée à {now}. Depuis '
      + 'ce départ, aucun négatif ne barrait le chemin.',
    self_see: 'Un bug courant : chaque point est aussi comparé à lui-même, ce qui est toujours un '
      + 'accord parfait.',
    self_ask: 'Jusqu’où la perte peut-elle descendre maintenant ?',
    self_same: 'Aussi bas qu’avant',
    self_stuck: 'Jusqu’à environ 0.69',
    self_below: 'Sous zéro',
    self_was_stuck: 'Elle s’arrête à {loss} nats, juste au-dessus de ln 2 = 0.693. Le point '
      + 'lui-même est à égalité avec son positif : chacun reçoit la moitié de la probabilité. '
      + 'L’image semble aussi bonne qu’avant.',
    crowd_see: 'Seize paires se partagent maintenant le cercle.',
    crowd_ask: 'Qu’est-ce qui ferait baisser la perte davantage : entraîner plus longtemps, ou '
      + 'une dimension de plus ?',
    crowd_longer: 'Entraîner plus longtemps',
    crowd_dim: 'Une dimension de plus',
    crowd_was_dim: 'La perte est de {loss}, et son plancher sur un cercle est {floor} : entraîner '
      + 'plus longtemps ne peut pas aider. Les voisins sur le cercle sont trop proches. Sur une '
      + 'sphère, il y a de la place : essayez ci-dessous.',
    crowd_was_longer: 'La perte est de {loss} et son plancher de {floor} : elle n’y est pas '
      + 'encore.',
    tiny: 'Amener la perte correcte sous 0.0001',
    fooled: 'Refermer toutes les paires en gardant la perte au-dessus de ln 2, avec quatre paires '
      + 'à τ = 0.2',
    minus: 'Rendre la perte négative',
    room: 'Amener 16 paires sous une perte de 0.1',
  },
  tour_moco: {
    slow_see: 'Les clés viennent d’un encodeur à momentum. À chaque pas, il fait 1 % du chemin '
      + 'vers celui qui est entraîné : m = 0.99.',
    slow_ask: 'Après 40 pas, à quel point les deux encodeurs donnent-ils des embeddings '
      + 'semblables d’un dessin ?',
    slow_near: 'Presque identiques : cosinus au-dessus de 0.9',
    slow_mid: 'Similaires : de 0.7 à 0.9',
    slow_far: 'Assez différents : sous 0.7',
    slow_was_far: 'Leur cosinus est de {lag}. L’entraînement va vite au début, et à 1 % par '
      + 'pas, l’encodeur à momentum n’a fait qu’environ un tiers du chemin. Le R@1, la part '
      + 'des dessins dont le plus proche voisin est la même chose par un autre artiste, est de '
      + '{now}.',
    slow_was_mid: 'Leur cosinus est de {lag} : l’encodeur à momentum suit avec quelques pas de '
      + 'retard.',
    slow_was_near: 'Leur cosinus est de {lag} : l’encodeur entraîné a à peine bougé.',
    copy_see: 'm = 0 : l’encodeur des clés est une copie de celui qui est entraîné, toujours à '
      + 'jour.',
    copy_ask: 'Après 40 pas, le R@1 sera-t-il plus haut qu’avec m = 0.99 ?',
    copy_yes: 'Plus haut : des clés fraîches valent mieux',
    copy_no: 'Plus bas',
    copy_was_no: 'Le R@1 est de {now} contre {was}. La file contient les clés de 16 batchs, '
      + 'faites chaque fois par un autre encodeur. Elles ne s’accordent plus avec la requête '
      + 'd’aujourd’hui ni entre elles, et les comparer induit en erreur.',
    copy_was_yes: 'Le R@1 est de {now} contre {was}.',
    fixed_see: 'm = 1 : les clés viennent d’un réseau qui n’apprend jamais.',
    fixed_ask: 'Après 40 pas, qu’a appris l’encodeur entraîné ?',
    fixed_none: 'Presque rien',
    fixed_much: 'À peu près autant qu’avec m = 0.99',
    fixed_was_much: 'Le R@1 est de {now} contre {was}. Un réseau aléatoire garde déjà beaucoup '
      + 'd’une image, et ses clés ne vieillissent jamais : pour commencer, des clés qui '
      + 's’accordent entre elles comptent plus que de bonnes clés.',
    fixed_was_none: 'Le R@1 est de {now} contre {was}.',
    beat: 'Battre les pixels bruts : R@1 au-dessus de la ligne en tirets sous « Recherche »',
    apart: 'Laisser les deux encodeurs s’éloigner : un cosinus sous 0.4',
  },
  tour_negatives: {
    share_see: 'Environ 2 négatifs sur 100 sont faux : un autre visage souriant, un autre '
      + 'mammifère. La perte ne le sait pas.',
    share_ask: 'Après 60 pas, quelle part de la poussée tombe sur de faux négatifs ?',
    share_less: 'Moins de 2 %',
    share_same: 'Environ 2 %',
    share_more: 'Plus de 5 %',
    share_was_more: '{push} de la poussée tombe sur les {share} qui sont faux. La perte pousse le '
      + 'plus fort les plus similaires, et les objets d’une même sorte se ressemblent.',
    share_was_same: '{push} de la poussée tombe sur les {share} qui sont faux.',
    share_was_less: '{push} de la poussée tombe sur les {share} qui sont faux.',
    mined_see: 'Sélectionnés : seuls les 16 négatifs les plus similaires de chaque ancre comptent.',
    mined_ask: 'Après 60 pas, où sont les embeddings ?',
    mined_spread: 'Plus dispersés qu’avant',
    mined_same: 'À peu près aussi dispersés',
    mined_one: 'Presque en un seul point',
    mined_was_one: 'La dispersion est de {now} ; elle était de {was}, et 0 est un seul point. '
      + 'Depuis un départ serré, les négatifs les plus difficiles sont aussi proches que le '
      + 'positif, et l’issue la plus facile est de tout rendre semblable.',
    mined_was_spread: 'La dispersion est de {now} ; elle était de {was}, et 0 est un seul point.',
    labels_see: 'SupCon lit les étiquettes : tout ce qui est de la même sorte que l’ancre est un '
      + 'positif.',
    labels_ask: 'Plus de dessins trouveront-ils le même objet par un autre artiste (R@1) ?',
    labels_better: 'Plus que SimCLR, sans étiquettes',
    labels_worse: 'Moins',
    labels_was_worse: 'Le R@1 est de {now} contre {was} ; le k-NN, qui ne demande que la sorte, '
      + 'de {knn} contre {then}. Il a intérêt à rendre tous les mammifères semblables, et donc à '
      + 'oublier de quel mammifère il s’agissait.',
    labels_was_better: 'Le R@1 est de {now} contre {was} ; le k-NN, qui ne demande que la sorte, '
      + 'de {knn} contre {then}.',
    found: 'Trouver un faux négatif : en pointer un dans une image',
    collapse: 'Provoquer un effondrement : une dispersion sous 0.1',
    spared: 'Entraîner 30 pas et garder la poussée sur les faux négatifs sous 1 %',
  },
  tour_practice: {
    batch_see: 'Quatre essais de 100 pas sur des objets inventés, qui ne diffèrent que par leur '
      + 'batch : de 8 à 512 paires.',
    batch_ask: 'Que gagne en k-NN un batch 64 fois plus grand ?',
    batch_none: 'Moins de 1 point',
    batch_some: 'De 1 à 10 points',
    batch_much: 'Plus de 10 points',
    batch_was_some: '8 paires atteignent {small}, 512 atteignent {large}. Le grand batch a '
      + 'regardé 64 fois plus d’objets pour ces quelques points : le même nombre de pas n’est pas '
      + 'le même travail.',
    batch_was_none: '8 paires atteignent {small}, 512 atteignent {large}.',
    batch_was_much: '8 paires atteignent {small}, 512 atteignent {large}.',
    head_see: 'Des embeddings de 2, 8 et 32 dimensions, lus après la tête (première ligne) ou '
      + 'avant elle (seconde ligne).',
    head_ask: 'Avec 2 dimensions, où la classe se lit-elle le mieux ?',
    head_after: 'Après la tête, là où la perte est calculée',
    head_before: 'Avant la tête',
    head_was_before: 'Avant : {before}, après : {after}. La perte ne voit que 2 dimensions et y '
      + 'serre tout ; la représentation avant la tête n’est pas obligée de suivre.',
    head_was_after: 'Avant : {before}, après : {after}.',
    rate_see: 'Trois taux d’apprentissage, chacun dix fois le précédent.',
    rate_ask: 'Lequel est le meilleur après 100 pas ?',
    rate_small: '0.001',
    rate_mid: '0.01',
    rate_large: '0.1',
    rate_was_mid: '0.01, avec {best}. 0.001 atteint {low} dans le même temps, et 0.1 atteint '
      + '{high}. Trop bas ne coûte que du temps ; trop haut peut tout perdre. Avec d’autres '
      + 'graines, des valeurs voisines peuvent s’échanger.',
    rate_was_small: '0.001, avec {best} ; 0.1 atteint {high}.',
    rate_was_large: '0.1, avec {best} ; 0.001 atteint {low}.',
    record: 'Entraîner une grille sur des objets inventés avec une case au-dessus de 98.5 % de '
      + 'k-NN',
    beat: 'Dans le labo lui-même, battre les pixels bruts pour trouver les dessins (R@1)',
  },
  tour_simclr: {
    first_see: 'Un réseau qui ne sait rien. Pour un dessin mis de côté, le plus proche d’un autre '
      + 'artiste est-il le même objet ?',
    first_ask: 'Combien de pas avant qu’il batte la comparaison des pixels bruts ?',
    first_s20: 'Environ 20',
    first_s200: 'Environ 200',
    first_s2000: 'Environ 2000',
    first_was_s20: 'Après 20 pas, il trouve {now} ; les pixels bruts trouvent {raw}. Deux '
      + 'artistes dessinent un objet avec des pixels différents mais la même disposition, et '
      + 'quelques pas suffisent pour donner plus de poids à la disposition.',
    same_see: 'Les deux vues d’une paire sont maintenant la même image : pas de second artiste, '
      + 'pas d’augmentation.',
    same_ask: 'Après 20 pas, qu’en est-il de la perte et de la recherche ?',
    same_both: 'La perte est plus basse, et on trouve plus',
    same_loss: 'La perte est plus basse, mais on trouve moins',
    same_none: 'La perte est plus haute',
    same_was_loss: 'La perte est de {loss}, et le R@1 de {now} ; avec deux artistes, il était de '
      + '{was}. Tout réseau qui distingue les images résout cette tâche : il n’a aucune raison '
      + 'd’apprendre ce qui les rend semblables.',
    few_see: 'De nouveau deux artistes, mais 16 paires par batch au lieu de 256.',
    few_ask: 'Après 20 pas, la perte sera-t-elle plus haute ou plus basse qu’avec 256 ?',
    few_higher: 'Plus haute : il y a moins d’exemples',
    few_lower: 'Plus basse',
    few_was_lower: 'Plus basse : {loss} contre {was}, mais le R@1 est de {now} contre {then}. '
      + 'Trouver une partenaire parmi 31 est plus facile que parmi 511, et enseigne moins. Les '
      + 'pertes de batchs de tailles différentes ne se comparent pas.',
    few_was_higher: 'Plus haute : {loss} contre {was} ; le R@1 est de {now} contre {then}.',
    beat: 'Battre les pixels bruts : R@1 au-dessus de la ligne en tirets sous « Recherche »',
    empty: 'Obtenir une perte sous 0.01 en trouvant moins que les pixels bruts',
    half: 'Trouver la moitié des dessins : un R@1 au-dessus de 50 %',
  },
  tour_swav: {
    even_see: '64 prototypes. Les itérations de Sinkhorn leur répartissent les dessins, à parts '
      + 'égales.',
    even_ask: 'Après 30 pas, combien rassemble le plus grand prototype ?',
    even_fair: 'Moins de 5 %',
    even_large: 'De 5 à 30 %',
    even_most: 'Plus',
    even_was_fair: 'Le plus grand contient {largest} ; une part égale est de 1.6 %. L’équilibre '
      + 'est maintenu dans chaque batch : aucun prototype ne peut grandir aux dépens des autres.',
    even_was_large: 'Le plus grand contient {largest} ; une part égale est de 1.6 %.',
    even_was_most: 'Le plus grand contient {largest} ; une part égale est de 1.6 %.',
    free_see: 'Sans Sinkhorn : chaque vue va au prototype le plus proche.',
    free_ask: 'Après 30 pas, comment est la perte par rapport à avant ?',
    free_higher: 'Plus haute : les groupes sont inégaux',
    free_lower: 'Plus basse, presque nulle',
    free_was_lower: 'La perte est de {loss} ; elle était de {was}. Un prototype contient '
      + '{largest} de tous les dessins, et il est donc facile à prédire. Un score parfait, et '
      + 'rien d’appris : le R@1 est de {now}.',
    free_was_higher: 'La perte est de {loss} ; elle était de {was}.',
    soft_see: 'De nouveau équilibré, mais doucement : ε = 1 au lieu de 0.02.',
    soft_ask: 'Où sera la perte après 30 pas ?',
    soft_lower: 'Sous 2.9',
    soft_stuck: 'Bloquée à ln 64 = 4.16',
    soft_was_stuck: 'La perte est de {loss}. Avec tant de douceur, chaque dessin appartient '
      + 'également à tous les prototypes ; il n’y a rien à prédire que 1/64 pour chacun, et '
      + 'cela coûte ln 64.',
    soft_was_lower: 'La perte est de {loss}.',
    all: 'Laisser un prototype rassembler plus de 90 %',
    easy: 'Garder l’équilibre (Sinkhorn actif, aucun prototype au-dessus de 70 %) et amener la '
      + 'perte sous 1',
  },
  tour_temperature: {
    half_see: 'Une ancre et ses 510 négatifs. La perte repousse chacun d’eux, les plus similaires '
      + 'plus fort.',
    half_ask: 'Après 60 pas à τ = 0.1, combien de négatifs se partagent la moitié de la poussée ?',
    half_few: 'Moins de 20',
    half_some: 'De 20 à 100',
    half_many: 'Plus de 100',
    half_was_few: 'La moitié de la poussée tombe sur {half} négatifs sur {negatives}. Chaque '
      + 'négatif compte pour exp(similarité / τ) : divisée par 0.1, une petite avance en '
      + 'similarité devient grande.',
    half_was_some: 'La moitié de la poussée tombe sur {half} négatifs sur {negatives} : '
      + 'quelques-uns, très similaires, mènent.',
    half_was_many: 'La moitié de la poussée tombe sur {half} négatifs sur {negatives} : pour le '
      + 'réseau, ils se ressemblent encore.',
    spread_see: 'Le même départ à τ = 0.02.',
    spread_ask: 'Après 60 pas, les embeddings seront-ils répartis plus régulièrement qu’à τ = '
      + '0.1 ?',
    spread_more: 'Oui, plus régulièrement',
    spread_less: 'Non, moins régulièrement',
    spread_was_less: 'L’uniformité est de {now}, à τ = 0.1 elle était de {was} ; plus bas est '
      + 'plus régulier. À τ = 0.02, une avance de 0.1 en similarité compte déjà 150 fois plus : '
      + 'la perte est satisfaite alors que les points sont encore serrés.',
    spread_was_more: 'L’uniformité est de {now}, à τ = 0.1 elle était de {was} ; plus bas est '
      + 'plus régulier.',
    warm_see: 'Maintenant τ = 1, doux avec les négatifs similaires.',
    warm_ask: 'Plus de dessins trouveront-ils le même objet par un autre artiste (R@1) ?',
    warm_better: 'Plus qu’à τ = 0.1',
    warm_worse: 'Moins qu’à τ = 0.1',
    warm_was_worse: 'Le R@1 est de {now}, à τ = 0.1 il était de {was}. La moitié de la poussée '
      + 'est maintenant partagée par {half} négatifs : il en reste peu pour ceux que l’on confond '
      + 'vraiment avec l’ancre.',
    warm_was_better: 'Le R@1 est de {now}, à τ = 0.1 il était de {was}.',
    sharp: 'Mettre la moitié de la poussée sur 5 négatifs au plus',
    learn: 'Partir de τ = 1, apprendre τ, et voir τ tomber sous 0.95',
    even: 'Répartir les embeddings jusqu’à une uniformité sous −2.7',
  },
  toy: {
    class: 'classe {k}',
  },
  trials: {
    done: pl('{n} essai fait', '{n} essais faits'),
    stopped: pl(
      'Arrêté après {done} essai sur {n} ; les essais finis sont gardés',
      'Arrêté après {done} essais sur {n} ; les essais finis sont gardés',
    ),
  },
  views: {
    title: 'Ce qui est montré à l’encodeur : des paires de vues',
    toy: 'Chaque paire est un objet : 8 nombres de contenu en haut, 8 de style en bas. {rest}',
    augment: 'Chaque paire est un dessin, changé deux fois au hasard. {rest}',
    artists: 'Chaque paire est un concept par deux artistes, changé au hasard. {rest}',
    small: '{note} Les plus petites sont des recadrages de moindre aire, agrandis au même nombre '
      + 'de pixels.',
    list: 'Paires de vues',
  },
  worker: {
    replaced: 'une autre session a pris la place de celle-ci',
    paused: 'mis en pause',
    reset: 'remis à zéro',
    after: pl('{reason} après {done} pas sur {n}', '{reason} après {done} pas sur {n}'),
    ended: 'la session est terminée',
    none: 'aucune session n’est ouverte',
    large: 'le fichier est plus grand que tout checkpoint de ce labo',
    memory: 'ces réglages demandent {mb} Mo de mémoire, plus qu’il n’y en a',
    half: 'le texte contient la moitié d’un caractère (un surrogate isolé), ce qui ne peut pas '
      + 'être lu',
    param: 'il n’y a pas de réglage « {name} »',
    choice: '`{name}` ne peut pas être « {value} »',
  },
  zeroshot: {
    title: 'Classer sans entraînement : écrivez les prompts',
    template: 'Gabarit',
    groups: pl('{n} groupe', '{n} groupes'),
    groupsHelp: 'À quel groupe d’emoji appartient un dessin',
    subgroups: pl('{n} sous-groupe', '{n} sous-groupes'),
    subgroupsHelp: 'À quel sous-groupe d’emoji appartient un dessin',
    classes: 'Classes',
    artist: 'Sont classés : les dessins de {artist}, que l’entraînement n’a jamais vus. Au '
      + 'hasard, 1 sur {count} serait juste.',
    concepts: 'Sont classés : {question}. Au hasard, 1 sur {count} serait juste.',
    begun: 'Première mesure en cours. {note}',
    before: 'Les barres montrent encore les derniers prompts valides.',
    how: 'Chaque prompt représente une classe ; un dessin reçoit la classe dont le prompt lui est '
      + 'le plus similaire. {place} dans le gabarit est remplacé par les mots de chaque classe. '
      + 'Essayez « a drawing of {place} », et d’autres mots pour les classes.',
    said: '{share} sont justes.',
    zero_shot: 'ces prompts',
    majority: 'la plus grande classe',
    majorityText: 'donnée à chaque dessin',
    pixel_class: 'pixels les plus proches',
    pixel_classText: 'la classe du dessin d’entraînement qui diffère le moins, pixel par pixel : '
      + 'ceci lit des étiquettes',
    right: 'Dessins bien nommés',
    noneAsked: 'aucun testé',
    hits: pl('{hits} dessin sur {count}', '{hits} dessins sur {count}'),
    lines: 'Les mots de chaque classe, une par ligne',
    shares: 'Part juste dans chacune des {count} classes : faites défiler pour tout voir',
    line: 'Ligne {line} : {text}',
    noPlace: 'Le gabarit n’a pas de {place} : toutes les classes auraient le même prompt.',
    few: 'Voici {has} prompts, un par ligne, pour {needs} classes : il en manque {more}.',
    many: 'Voici {has} prompts, un par ligne, pour {needs} classes : il y en a {more} de trop.',
    empty: 'Le prompt de « {name} » est vide : écrivez ce que montrent ces dessins.',
    noWords: 'Le prompt de « {name} » n’a ni lettres ni chiffres, et le réseau ne lit rien '
      + 'd’autre : écrivez ce que montrent ces dessins.',
  },
  help: {
    method: 'comment le modèle est entraîné',
    'method=simclr': 'NT-Xent : toute autre vue du batch est un négatif',
    'method=moco': 'les négatifs viennent d’une file de clés faites par l’encodeur à momentum',
    'method=byol': 'prédire l’embedding de l’autre vue fait par l’encodeur à momentum',
    'method=simsiam': 'prédire l’autre vue ; ni négatifs, ni encodeur à momentum',
    'method=decoupled': 'NT-Xent sans le positif au dénominateur',
    'method=debiased': 'NT-Xent moins la part attendue de faux négatifs',
    'method=hard': 'débiaisé, et les négatifs similaires comptent plus',
    'method=mined': 'NT-Xent contre les seuls négatifs les plus similaires d’une ancre',
    'method=bank': 'des négatifs tirés d’une mémoire avec un embedding de chaque élément '
      + 'd’entraînement',
    'method=supcon': 'utilise les étiquettes : toute la classe de l’ancre est positive',
    'method=triplet': 'chaque négatif plus loin que le positif, d’une marge',
    'method=npair': 'N-pair : produits scalaires d’embeddings non normalisés',
    'method=spectral': 'produits des positifs grands, produits au carré de tous les autres petits',
    'method=moco3': 'prédire la clé de l’autre vue ; les clés du batch sont les négatifs',
    'method=vicreg': 'les vues s’accordent, chaque dimension reste dispersée et indépendante',
    'method=barlow_twins': 'chaque dimension s’accorde entre les vues, et avec aucune autre',
    'method=swav': 'prédire les prototypes auxquels une autre vue a été attribuée',
    'method=clip': 'un dessin et son nom : chacun trouve l’autre dans le batch',
    data: 'sur quoi le modèle est entraîné',
    'data=cards': 'jusqu’à 64 concepts, chacun dessiné par deux artistes ; aucun pixel n’est lu',
    'data=emoji': '1586 concepts, chacun dessiné par Noto, Twemoji et Fluent',
    'data=mnist': '12 000 chiffres manuscrits, dont 2000 mis de côté',
    'data=toy': '2000 objets inventés : 8 nombres de contenu, 8 de style',
    encoder: 'ce qui transforme un élément en embedding',
    'encoder=table': 'un point libre par élément, sans réseau',
    'encoder=mlp': 'des couches denses sur les pixels',
    'encoder=cnn': 'trois convolutions avec batch norm, puis une couche dense',
    'encoder=resnet': 'deux blocs résiduels de convolutions, puis une couche dense',
    positives: 'ce qui fait une paire positive',
    'positives=artists': 'un concept dessiné par deux artistes',
    'positives=augment': 'un dessin, augmenté deux fois',
    held_out: 'ce que l’entraînement ne voit jamais, pour servir de test',
    'held_out=concepts': 'un cinquième des concepts, avec leurs noms',
    'held_out=noto': 'tous les dessins de Noto ; tous les concepts servent à l’entraînement',
    'held_out=twemoji': 'tous les dessins de Twemoji ; tous les concepts servent à l’entraînement',
    'held_out=fluent': 'tous les dessins de Fluent ; tous les concepts servent à l’entraînement',
    shuffled: 'part des concepts montrés avec de faux noms, comme sur le web',
    'shuffled unit': 'des concepts',
    seed: 'point de départ de tous les nombres aléatoires',
    pairs: 'paires positives dans chaque batch',
    'pairs unit': 'paires',
    dim: 'taille de l’embedding que la perte compare',
    'dim unit': 'dimensions',
    hidden_units: 'largeur de la première couche',
    'hidden_units unit': 'unités',
    feature: 'largeur de la représentation, avant la tête',
    'feature unit': 'unités',
    head: 'couches de la tête de projection',
    'head unit': 'couches',
    read: 'la couche dont la sortie est affichée et mesurée',
    'read=after': 'z, après la tête de projection : ce que la perte compare',
    'read=before': 'h, avant la tête de projection : la représentation qu’utilisent d’autres '
      + 'tâches',
    'read=both': 'z et h côte à côte, à poids égal',
    text_encoder: 'ce qui transforme des mots en embedding',
    'text_encoder=bag': 'la moyenne des vecteurs de tous les morceaux de mots, puis des couches '
      + 'denses',
    'text_encoder=transformer': 'lit les mots dans l’ordre, chacun avec attention aux autres',
    buckets: 'taille de la table de vecteurs pour les morceaux de mots',
    'buckets unit': 'lignes',
    activation: 'non-linéarité entre les couches',
    'activation=relu': 'max(x, 0)',
    'activation=gelu': 'unité linéaire à erreur gaussienne, forme tanh (arXiv:1606.08415)',
    'activation=linear': 'aucune : toutes les couches ensemble sont une seule matrice',
    norm: 'batch norm dans la tête de projection et le prédicteur',
    'norm=off': 'non',
    'norm=on': 'oui',
    start: 'où commencent les points libres',
    'start=random': 'uniforme sur la sphère, d’après la graine',
    'start=article': 'les huit points de la figure de l’article d’origine',
    tau: 'température : plus basse, elle pousse plus fort les négatifs proches',
    learn_tau: 'si la température est entraînée aussi, à partir de sa valeur actuelle',
    'learn_tau=off': 'non',
    'learn_tau=on': 'oui',
    compare: 'comment les dessins et les noms d’un batch sont comparés',
    'compare=softmax': 'chacun trouve son partenaire dans le batch (CLIP)',
    'compare=sigmoid': 'chaque paire séparément : les deux vont-ils ensemble ? (SigLIP)',
    bias: 'ajouté à chaque cosinus mis à l’échelle ; sa valeur de départ si la température est '
      + 'apprise',
    slip: 'poids de la comparaison de deux dessins du même concept (SLIP)',
    text_text: 'poids de la comparaison de deux textes du même concept',
    languages: 'si le second texte peut être dans l’une de huit autres langues',
    'languages=off': 'non',
    'languages=on': 'oui',
    keyword_dropout: 'probabilité qu’un mot-clé soit omis d’un texte',
    'keyword_dropout unit': 'probabilité',
    word_dropout: 'probabilité qu’un mot soit omis d’un texte',
    'word_dropout unit': 'probabilité',
    bug: 'entraîner avec une erreur courante dans la perte',
    'bug=none': 'la perte comme publiée',
    'bug=self': 'auto-similarité incluse',
    'bug=twice': 'positif compté deux fois',
    'bug=left_out': 'positif omis',
    'bug=wrong_scale': 'multiplié par exp(τ)',
    ema: 'lenteur avec laquelle l’encodeur à momentum suit : 1 jamais, 0 aussitôt',
    queue: 'clés de batchs précédents gardées comme négatifs',
    'queue unit': 'clés',
    predictor: 'un petit réseau qui prédit l’autre vue avant la comparaison',
    'predictor=off': 'non',
    'predictor=on': 'oui',
    stop_gradient: 'si le côté prédit reste fixe dans chaque pas',
    'stop_gradient=off': 'non',
    'stop_gradient=on': 'oui',
    tau_plus: 'part supposée des négatifs qui sont de la classe même de l’ancre',
    hardness: 'à quel point les négatifs plus similaires comptent plus (0 : tous autant)',
    keep: 'combien de ses négatifs les plus similaires garde chaque ancre',
    'keep unit': 'négatifs',
    bank_momentum: 'ce qui reste de l’ancien embedding quand son élément est revu',
    margin: 'de combien un négatif doit être plus loin que le positif',
    'margin unit': 'distance au carré',
    mining: 'quels négatifs comptent dans la perte',
    'mining=all': 'tous les négatifs qui sont dans la marge',
    'mining=semi_hard': 'le négatif le plus proche qui soit plus loin que le positif',
    length_cost: 'poids de la pénalité sur les embeddings longs',
    mu: 'longueur au carré des embeddings : plus grande, elle pousse plus fort les négatifs',
    invariance: 'poids du terme qui garde les deux vues égales',
    variance: 'poids du terme qui garde chaque dimension dispersée',
    covariance: 'poids du terme qui garde les dimensions indépendantes',
    redundancy: 'poids du terme qui garde les dimensions indépendantes',
    prototypes: 'nombre de prototypes auxquels les vues sont attribuées',
    epsilon: 'douceur des affectations : plus bas est plus tranché',
    sinkhorn: 'itérations qui équilibrent les affectations ; 0 : aucune',
    freeze: 'premiers pas où les prototypes ne sont pas entraînés',
    'freeze unit': 'pas',
    crops: 'petites vues en plus des deux grandes',
    small: 'aire d’une petite vue',
    'small unit': 'd’une grande',
    optimizer: 'comment les gradients deviennent des mises à jour',
    'optimizer=sgd': 'descente de gradient avec momentum',
    'optimizer=adamw': 'Adam ; avec weight decay, AdamW (Loshchilov & Hutter 2019)',
    'optimizer=lars': 'taux adaptés couche par couche (You et al. 2017), l’optimiseur de SimCLR',
    'optimizer=muon': 'les matrices par momentum orthogonalisé (Jordan et al. 2024) ; le reste '
      + 'par AdamW',
    lr: 'taux d’apprentissage',
    momentum: 'ce que chaque poids garde de son dernier mouvement',
    beta1: 'lenteur avec laquelle change la moyenne du gradient',
    beta2: 'lenteur avec laquelle change la moyenne du gradient au carré',
    weight_decay: 'avec quelle force chaque poids est tiré vers zéro',
    schedule: 'comment le taux d’apprentissage change au cours de l’essai',
    'schedule=constant': 'le même taux à chaque pas',
    'schedule=cosine': 'descend à 0 le long d’un demi-cosinus sur la durée planifiée',
    warmup: 'pas pendant lesquels le taux d’apprentissage monte',
    'warmup unit': 'pas',
    steps: 'durée de la planification cosinus',
    'steps unit': 'pas',
    average: 'affiche et mesure la moyenne des poids sur ce nombre de pas (0 : les derniers)',
    'average unit': 'pas',
    crop: 'recadrage aléatoire : plus petite aire gardée (1 : aucun)',
    'crop unit': 'aire minimale',
    rotate: 'rotation aléatoire dans les deux sens, jusqu’à cet angle',
    'rotate unit': 'degrés',
    flip: 'miroir aléatoire, de gauche à droite',
    'flip unit': 'probabilité',
    mirror: 'miroir aléatoire des deux vues d’une paire ensemble',
    'mirror unit': 'probabilité',
    jitter: 'luminosité, contraste, saturation et teinte aléatoires ; pour les objets inventés, '
      + 'du bruit dans le contenu',
    'jitter unit': 'force',
    grey: 'niveaux de gris aléatoires',
    'grey unit': 'probabilité',
    gaussian_blur: 'flou aléatoire',
    'gaussian_blur unit': 'probabilité',
    cutout: 'un carré de cette taille est découpé dans chaque vue',
    'cutout unit': 'du côté',
    randconv: 'mélange aléatoire avec une convolution 3x3 aléatoire',
    'randconv unit': 'probabilité',
    style_dims: 'combien des 8 nombres de style changent dans chaque vue',
    'style_dims unit': 'sur 8',
  },
};
