// The literature: key -> [short form in the text, authors, title, where, arXiv id or '']
/** @type {Record<string, [string, string, string, string, string]>} */
export const references = {
  align: ['Jia et al. 2021', 'C. Jia et al.',
    'Scaling up visual and vision-language representation learning with noisy text supervision',
    'ICML', '2102.05918'],
  arora: ['Arora et al. 2019', 'S. Arora, H. Khandeparkar, M. Khodak, O. Plevrakis, N. Saunshi',
    'A theoretical analysis of contrastive unsupervised representation learning', 'ICML',
    '1902.09229'],
  barlow: ['Zbontar et al. 2021', 'J. Zbontar, L. Jing, I. Misra, Y. LeCun, S. Deny',
    'Barlow Twins: self-supervised learning via redundancy reduction', 'ICML',
    '2103.03230'],
  byol: ['Grill et al. 2020', 'J.-B. Grill et al.',
    'Bootstrap your own latent: a new approach to self-supervised learning', 'NeurIPS',
    '2006.07733'],
  clip: ['Radford et al. 2021', 'A. Radford et al.',
    'Learning transferable visual models from natural language supervision', 'ICML',
    '2103.00020'],
  cmae: ['Huang et al. 2022', 'Z. Huang et al.',
    'Contrastive masked autoencoders are stronger vision learners', 'IEEE TPAMI 2023',
    '2207.13532'],
  cpc: ['van den Oord et al. 2018', 'A. van den Oord, Y. Li, O. Vinyals',
    'Representation learning with contrastive predictive coding', '', '1807.03748'],
  debiased: ['Chuang et al. 2020', 'C.-Y. Chuang, J. Robinson, Y.-C. Lin, A. Torralba, S. Jegelka',
    'Debiased contrastive learning', 'NeurIPS', '2007.00224'],
  decoupled: ['Yeh et al. 2021', 'C.-H. Yeh et al.', 'Decoupled contrastive learning',
    'ECCV 2022', '2110.06848'],
  densecl: ['Wang et al. 2020', 'X. Wang, R. Zhang, C. Shen, T. Kong, L. Li',
    'Dense contrastive learning for self-supervised visual pre-training', 'CVPR 2021',
    '2011.09157'],
  equivariant: ['Dangovski et al. 2021', 'R. Dangovski et al.',
    'Equivariant contrastive learning', 'ICLR 2022', '2111.00899'],
  gap: ['Liang et al. 2022', 'W. Liang, Y. Zhang, Y. Kwon, S. Yeung, J. Zou',
    'Mind the gap: understanding the modality gap in multi-modal contrastive representation '
    + 'learning', 'NeurIPS', '2203.02053'],
  gradcache: ['Gao et al. 2021a', 'L. Gao, Y. Zhang, J. Han, J. Callan',
    'Scaling deep contrastive learning batch size under memory limited setup', 'RepL4NLP',
    '2101.06983'],
  hadsell: ['Hadsell et al. 2006', 'R. Hadsell, S. Chopra, Y. LeCun',
    'Dimensionality reduction by learning an invariant mapping', 'CVPR', ''],
  haochen: ['HaoChen et al. 2021', 'J. Z. HaoChen, C. Wei, A. Gaidon, T. Ma',
    'Provable guarantees for self-supervised deep learning with spectral contrastive loss',
    'NeurIPS', '2106.04156'],
  hard: ['Robinson et al. 2020', 'J. Robinson, C.-Y. Chuang, S. Sra, S. Jegelka',
    'Contrastive learning with hard negative samples', 'ICLR 2021', '2010.04592'],
  henderson: ['Henderson et al. 2017', 'M. Henderson et al.',
    'Efficient natural language response suggestion for Smart Reply', '', '1705.00652'],
  instdisc: ['Wu et al. 2018', 'Z. Wu, Y. Xiong, S. Yu, D. Lin',
    'Unsupervised feature learning via non-parametric instance-level discrimination', 'CVPR',
    '1805.01978'],
  jing: ['Jing et al. 2021', 'L. Jing, P. Vincent, Y. LeCun, Y. Tian',
    'Understanding dimensional collapse in contrastive self-supervised learning', 'ICLR 2022',
    '2110.09348'],
  labse: ['Feng et al. 2020', 'F. Feng, Y. Yang, D. Cer, N. Arivazhagan, W. Wang',
    'Language-agnostic BERT sentence embedding', 'ACL 2022', '2007.01852'],
  lll: ['Arandjelović & Zisserman 2017', 'R. Arandjelović, A. Zisserman',
    'Look, listen and learn', 'ICCV', '1705.08168'],
  mae: ['He et al. 2021', 'K. He, X. Chen, S. Xie, Y. Li, P. Dollár, R. Girshick',
    'Masked autoencoders are scalable vision learners', 'CVPR 2022', '2111.06377'],
  moco: ['He et al. 2019', 'K. He, H. Fan, Y. Wu, S. Xie, R. Girshick',
    'Momentum contrast for unsupervised visual representation learning', 'CVPR 2020',
    '1911.05722'],
  moco2: ['Chen et al. 2020b', 'X. Chen, H. Fan, R. Girshick, K. He',
    'Improved baselines with momentum contrastive learning', '', '2003.04297'],
  moco3: ['Chen et al. 2021', 'X. Chen, S. Xie, K. He',
    'An empirical study of training self-supervised vision transformers', 'ICCV',
    '2104.02057'],
  pcl: ['Li et al. 2020', 'J. Li, P. Zhou, C. Xiong, S. C. H. Hoi',
    'Prototypical contrastive learning of unsupervised representations', 'ICLR 2021',
    '2005.04966'],
  sbert: ['Reimers & Gurevych 2019', 'N. Reimers, I. Gurevych',
    'Sentence-BERT: sentence embeddings using Siamese BERT-networks', 'EMNLP',
    '1908.10084'],
  siglip: ['Zhai et al. 2023', 'X. Zhai, B. Mustafa, A. Kolesnikov, L. Beyer',
    'Sigmoid loss for language image pre-training', 'ICCV', '2303.15343'],
  simclr: ['Chen et al. 2020a', 'T. Chen, S. Kornblith, M. Norouzi, G. Hinton',
    'A simple framework for contrastive learning of visual representations', 'ICML',
    '2002.05709'],
  simcse: ['Gao et al. 2021b', 'T. Gao, X. Yao, D. Chen',
    'SimCSE: simple contrastive learning of sentence embeddings', 'EMNLP', '2104.08821'],
  simsiam: ['Chen & He 2020', 'X. Chen, K. He',
    'Exploring simple Siamese representation learning', 'CVPR 2021', '2011.10566'],
  specter: ['Cohan et al. 2020', 'A. Cohan, S. Feldman, I. Beltagy, D. Downey, D. S. Weld',
    'SPECTER: document-level representation learning using citation-informed transformers', 'ACL',
    '2004.07180'],
  supcon: ['Khosla et al. 2020', 'P. Khosla et al.', 'Supervised contrastive learning', 'NeurIPS',
    '2004.11362'],
  swav: ['Caron et al. 2020', 'M. Caron et al.',
    'Unsupervised learning of visual features by contrasting cluster assignments', 'NeurIPS',
    '2006.09882'],
  tolerance: ['Wang & Liu 2020', 'F. Wang, H. Liu',
    'Understanding the behaviour of contrastive loss', 'CVPR 2021', '2012.09740'],
  vicreg: ['Bardes et al. 2021', 'A. Bardes, J. Ponce, Y. LeCun',
    'VICReg: variance-invariance-covariance regularization for self-supervised learning',
    'ICLR 2022', '2105.04906'],
  views: ['Tian et al. 2020', 'Y. Tian, C. Sun, B. Poole, D. Krishnan, C. Schmid, P. Isola',
    'What makes for good views for contrastive learning?', 'NeurIPS', '2005.10243'],
  wang: ['Wang & Isola 2020', 'T. Wang, P. Isola',
    'Understanding contrastive representation learning through alignment and uniformity on the '
    + 'hypersphere', 'ICML', '2005.10242'],
};

/** The list at the foot of the page, by author; `cited` holds the keys the text uses. */
export function referenceList(cited) {
  for (const key of Object.keys(references)) {
    if (!cited.has(key)) throw new Error(`reference "${key}" is cited nowhere`);
  }
  const items = Object.entries(references)
    .sort(([, a], [, b]) => a[0].localeCompare(b[0], 'en'))
    .map(([key, [short, authors, title, where, arxiv]]) => {
      const year = short.match(/\d{4}[ab]?$/)[0];
      const link = arxiv
        ? ` <a href="https://arxiv.org/abs/${arxiv}" rel="noopener">arXiv:${arxiv}</a>.` : '';
      return `<li id="ref-${key}">${authors} (${year}). <cite>${title}</cite>`
        + `${title.endsWith('?') ? '' : '.'}${where && ` ${where}.`}${link}</li>`;
    });
  return `<ol class="references">\n${items.join('\n')}\n</ol>`;
}
